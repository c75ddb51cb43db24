import { demandSight } from '../../../server/auth/actor.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { addPictureEndpoint } from './find-contracts.ts';
import { pictureUnreadable } from './problems.ts';
import { insertPicture, selectPicture, type Picture } from './sql/pictures.ts';

/** How an image of each kind begins: what it says it is and what it is are compared. */
const BEGINNINGS: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  'image/jpeg': (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  'image/png': (bytes) => bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47])),
  'image/webp': (bytes) =>
    bytes.subarray(0, 4).toString('latin1') === 'RIFF' &&
    bytes.subarray(8, 12).toString('latin1') === 'WEBP',
};

export async function addPicture(
  tx: Tx,
  { locationId, mediaType, base64 }: InputOf<typeof addPictureEndpoint>,
): Promise<ReplyOf<typeof addPictureEndpoint>> {
  const bytes = Buffer.from(base64, 'base64');
  if (!BEGINNINGS[mediaType]!(bytes)) throw new Refusal(pictureUnreadable, {});
  const pictureId = newId();
  await insertPicture(tx, { pictureId, locationId, mediaType, bytes });
  tx.audit({
    action: 'omnichannel.return-pictured',
    subject: `return-picture:${pictureId}`,
    locationId,
    details: { mediaType, bytes: bytes.length },
  });
  return { pictureId };
}

/** The image, to whoever may look at returns where it was taken. */
export async function readPicture(read: Read, pictureId: string): Promise<Picture> {
  const picture = await selectPicture(read, pictureId);
  const what = { it: 'la foto', en: 'the picture' };
  if (!picture) throw new Refusal(notFound, { what });
  demandSight(read.actor, 'omnichannel.returns.read', picture.locationId, what);
  return picture;
}
