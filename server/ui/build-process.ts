import { build } from 'vite';
import { viteConfig } from './vite.config.ts';

/**
 * `build-process.ts FOLDER NAME` builds the screens into the folder and writes, as its last line, the
 * files they were made of. Started by `build.ts`, never by hand.
 */
const [folder, name] = process.argv.slice(2);
if (!folder || !name) throw new Error('a folder and a name of the build are needed');

const modules: string[] = [];
const config = viteConfig(name);
await build({
  ...config,
  plugins: [
    ...(config.plugins ?? []),
    {
      name: 'bottega-sources',
      generateBundle() {
        modules.push(...this.getModuleIds());
      },
    },
  ],
  build: { ...config.build, outDir: folder },
});
process.stdout.write(`\n${JSON.stringify(modules)}\n`);
