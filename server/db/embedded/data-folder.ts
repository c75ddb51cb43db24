import { chmod, mkdir } from 'node:fs/promises';

/**
 * Makes the data folder. What is secret in it is readable by its owner alone; for root the folder itself
 * lets the database user through to its own part.
 */
export async function makeDataFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined && process.getuid?.() === 0) await chmod(folder, 0o711);
}
