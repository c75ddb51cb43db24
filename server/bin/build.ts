import { buildScreens } from '../ui/build.ts';

/** Builds the screens as they are delivered; does nothing when those that are there are of this code. */
console.log(
  await buildScreens({ onBuild: () => console.log('Costruisco le schermate (building)…') }),
);
