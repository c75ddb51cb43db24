const LONGEST_EDGE = 1280;
const QUALITY = 0.8;

/** A photo of a phone as a JPEG that a shop's line carries: the longest edge 1,280 pixels. */
export async function smallPicture(
  file: File,
): Promise<{ readonly mediaType: 'image/jpeg'; readonly base64: string }> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_EDGE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser draws no pictures');
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const [, base64 = ''] = canvas.toDataURL('image/jpeg', QUALITY).split(',');
  return { mediaType: 'image/jpeg', base64 };
}
