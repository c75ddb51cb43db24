import { ActionIcon, Button } from '@mantine/core';
import { IconCamera, IconTrash } from '@tabler/icons-react';
import { useRef, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { addPictureEndpoint } from '../find-contracts.ts';
import { smallPicture } from './small-picture.ts';
import { wizardCopy } from './wizard-copy.ts';

const MOST = 6;

/** Pictures of what is wrong: taken with the device, made small, and sent at once. */
export function PictureField({
  pictureIds,
  onChange,
}: {
  readonly pictureIds: readonly string[];
  readonly onChange: (pictureIds: readonly string[]) => void;
}): ReactElement {
  const t = useCopy(wizardCopy);
  const locationId = useLocationId() ?? '';
  const field = useRef<HTMLInputElement>(null);
  const take = useCommandOf(addPictureEndpoint);
  const send = async (file: File): Promise<void> => {
    const outcome = await take.send({ locationId, ...(await smallPicture(file)) });
    if (outcome.done) onChange([...pictureIds, outcome.reply.pictureId]);
  };
  return (
    <div className="oc-return-pictures">
      <input
        ref={field}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={t('picture')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) void send(file);
        }}
      />
      {pictureIds.map((id, place) => (
        <span key={id} className="oc-return-picture">
          <img
            src={`/api/omnichannel/returns/pictures/${id}`}
            alt={t('pictureOf', { place: place + 1 })}
          />
          <ActionIcon
            size={40}
            aria-label={t('dropPicture', { place: place + 1 })}
            onClick={() => onChange(pictureIds.filter((each) => each !== id))}
          >
            <IconTrash size={20} stroke={1.8} aria-hidden />
          </ActionIcon>
        </span>
      ))}
      <Button
        leftSection={<IconCamera size={20} stroke={1.8} aria-hidden />}
        loading={take.pending}
        disabled={take.offline || pictureIds.length >= MOST}
        onClick={() => field.current?.click()}
      >
        {t(pictureIds.length === 0 ? 'takePicture' : 'anotherPicture')}
      </Button>
      {take.problem ? (
        <p role="alert" className="bt-choice-error">
          {take.problem.detail ?? take.problem.title}
        </p>
      ) : null}
    </div>
  );
}
