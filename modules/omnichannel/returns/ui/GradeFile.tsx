import { IconClipboardCheck } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { gradeKey, thingCopy } from '../../approvals/ui/thing-copy.ts';
import { DISPOSITIONS, goesAway, GRADES, type Disposition, type Grade } from '../domain/return.ts';
import { readReturnEndpoint, returnsDeskEndpoint } from '../reading-contracts.ts';
import { regradeEndpoint } from '../step-contracts.ts';
import { destinationCopy } from './destination-copy.ts';
import { fileCopy } from './file-copy.ts';
import { FileFrame } from './FileFrame.tsx';
import { FileOutcome } from './FileOutcome.tsx';
import { PlaceSelect } from './PlaceSelect.tsx';
import type { FileProps } from './FileSummary.tsx';

interface Judgement {
  readonly grade: Grade | null;
  readonly kind: Exclude<Disposition, 'inspect'> | null;
  readonly toLocationId: string | null;
}

const NOT_JUDGED: Judgement = { grade: null, kind: null, toLocationId: null };
const FINAL = DISPOSITIONS.filter((each) => each !== 'inspect');

/** Pieces that were put aside to be looked at: how they are, and where they go. */
export function GradeFile(props: FileProps): ReactElement {
  const { file } = props;
  const t = useCopy(fileCopy);
  const waiting = file.lines.filter(({ disposition }) => disposition === 'inspect');
  const [judged, setJudged] = useState<Readonly<Record<string, Judgement>>>({});
  const grade = useCommandOf(regradeEndpoint, {
    refreshes: [returnsDeskEndpoint, readReturnEndpoint],
  });
  const of = (lineId: string): Judgement => judged[lineId] ?? NOT_JUDGED;
  const whole = waiting.filter(({ lineId }) => isWhole(of(lineId)));
  return (
    <FileFrame
      {...props}
      problem={grade.problem}
      primary={{
        id: 'grade',
        label: t('putThere', { count: whole.reduce((sum, { quantity }) => sum + quantity, 0) }),
        icon: IconClipboardCheck,
        pending: grade.pending,
        blocked: grade.offline ? t('needsNetwork') : whole.length === 0 ? t('judgeFirst') : null,
        onPress: () =>
          void grade.send({
            returnId: file.returnId,
            expectedVersion: file.version,
            lines: whole.map(({ lineId, quantity }) => {
              const { grade: found, kind, toLocationId } = of(lineId);
              const to = toLocationId === null ? {} : { toLocationId };
              return { lineId, quantity, grade: found!, destination: { kind: kind!, ...to } };
            }),
          }),
      }}
    >
      <h2 className="oc-subtitle">{t('toInspect')}</h2>
      <ul className="oc-return-lines">
        {waiting.map((line) => (
          <li key={line.lineId} className="oc-return-line" data-chosen="true">
            <ItemCard item={line} picture="card" right={`× ${line.quantity}`}>
              <StatusBadge status="toInspect" />
              {line.defect ? <span className="bt-quiet">«{line.defect}»</span> : null}
            </ItemCard>
            <Fields
              locationId={file.locationId}
              judgement={of(line.lineId)}
              onChange={(next) => setJudged((all) => ({ ...all, [line.lineId]: next }))}
            />
          </li>
        ))}
      </ul>
      <FileOutcome {...props} />
    </FileFrame>
  );
}

function isWhole({ grade, kind, toLocationId }: Judgement): boolean {
  if (grade === null || kind === null) return false;
  return !goesAway(kind) || toLocationId !== null;
}

function Fields({
  locationId,
  judgement,
  onChange,
}: {
  readonly locationId: string | null;
  readonly judgement: Judgement;
  readonly onChange: (judgement: Judgement) => void;
}): ReactElement {
  const t = useCopy(fileCopy);
  const say = useCopy(thingCopy);
  const sayWhere = useCopy(destinationCopy);
  const { kind } = judgement;
  return (
    <div className="oc-return-fields">
      <FieldChoice<Grade>
        label={t('howIsIt')}
        choices={GRADES.map((value) => ({ value, label: say(gradeKey(value)) }))}
        value={judgement.grade}
        onChange={(grade) => onChange({ ...judgement, grade })}
      />
      <FieldChoice<Exclude<Disposition, 'inspect'>>
        label={t('whereTo')}
        choices={FINAL.map((value) => ({ value, label: sayWhere(`to_${value}`) }))}
        value={kind}
        onChange={(next) => onChange({ ...judgement, kind: next, toLocationId: null })}
      />
      {goesAway(kind) ? (
        <PlaceSelect
          kind={kind}
          from={locationId}
          value={judgement.toLocationId}
          onChange={(toLocationId) => onChange({ ...judgement, toLocationId })}
        />
      ) : null}
    </div>
  );
}
