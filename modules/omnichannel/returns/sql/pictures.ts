import type { Read, Tx } from '../../../../server/db/transaction.ts';

export interface Picture {
  readonly pictureId: string;
  readonly locationId: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export async function insertPicture(tx: Tx, picture: Picture): Promise<void> {
  await tx.sql.raw(
    `insert into oc_return_picture (id, location_id, media_type, bytes, taken_by, taken_at)
     values (:pictureId, :locationId, :mediaType, :bytes, :by, :now)`,
    { ...picture, by: tx.actor.id, now: tx.now },
  );
}

export async function selectPicture(read: Read, pictureId: string): Promise<Picture | null> {
  const { rows } = await read.sql.raw<{ rows: Picture[] }>(
    `select id as "pictureId", location_id as "locationId", media_type as "mediaType", bytes
     from oc_return_picture where id = :pictureId`,
    { pictureId },
  );
  return rows[0] ?? null;
}

/** Of these, how many there are. */
export async function countPictures(read: Read, pictureIds: readonly string[]): Promise<number> {
  const { rows } = await read.sql.raw<{ rows: { pictures: number }[] }>(
    `select count(*)::integer as pictures from oc_return_picture
     where id = any (:pictureIds::uuid[])`,
    { pictureIds },
  );
  return rows[0]!.pictures;
}
