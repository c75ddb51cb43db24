import { IconScan } from '@tabler/icons-react';
import { useEffect, useState, type ReactElement } from 'react';
import { useAddressValue, useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { LoadingRows } from '../../../../server/ui/kit/LoadingRows.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { PASSED } from '../../../../server/ui/scan/scan.ts';
import { copy } from './copy.ts';
import { FinderSearch } from './FinderSearch.tsx';
import './finder.css';
import { StyleScreen } from './StyleScreen.tsx';
import { useShowScanned } from './use-finder.ts';

/** Trova taglia: scan or search, and see which sizes and colours are here, and where the others are. */
export function FinderScreen(): ReactElement {
  const [styleId] = useAddressValue('modello');
  const [code] = useAddressValue('codice');
  const show = useShowScanned();
  useScan((scan) => (scan.kind === 'item' ? show(scan.code) : PASSED));
  if (styleId !== null) return <StyleScreen key={styleId} styleId={styleId} />;
  if (code !== null) return <ScannedElsewhere key={code} code={code} />;
  return <SearchScreen />;
}

function SearchScreen(): ReactElement {
  const t = useCopy(copy);
  return (
    <ScreenFrame title={t('title')}>
      <div className="ss-search">
        <EmptyState title={t('scanTitle')} icon={IconScan} role="inchiostro">
          {t('scanText')}
        </EmptyState>
        <FinderSearch />
      </div>
    </ScreenFrame>
  );
}

/** A label that was scanned on another screen led here. */
function ScannedElsewhere({ code }: { readonly code: string }): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const show = useShowScanned();
  const [failure, setFailure] = useState<{ title: string; detail?: string } | null>(null);
  useEffect(() => {
    void show(code).then((result) => {
      if (result.outcome === 'refused') setFailure(result);
    });
    // oxlint-disable-next-line react/exhaustive-deps -- once, for the code that led here
  }, []);
  return (
    <ScreenFrame title={t('title')} back="/trova">
      {failure === null ? (
        <LoadingRows />
      ) : (
        <EmptyState
          title={failure.title}
          icon={IconScan}
          role="attesa"
          action={{ id: 'search', label: t('searchByName'), onPress: () => go('/trova') }}
        >
          {failure.detail}
        </EmptyState>
      )}
    </ScreenFrame>
  );
}
