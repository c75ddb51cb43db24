import { startScreens } from '../start.tsx';
import { gallery } from './screens.ts';

/** The shell with the gallery alone: what its tests open, whatever the modules are at. */
void startScreens([gallery]);
