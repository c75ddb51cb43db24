/** A bar that fills up while a person waits; where there is no terminal, a line at each tenth. */
export function progressBar(title: string): {
  show(share: number, doing: string): void;
  end(): void;
} {
  const terminal = process.stdout.isTTY;
  let tenth = -1;
  let shown = '';
  const write = (line: string): void => {
    if (line === shown) return;
    shown = line;
    process.stdout.write(terminal ? `\r\u001b[K${line}` : `${line}\n`);
  };
  return {
    show(share, doing) {
      const percent = Math.min(100, Math.floor(share * 100));
      if (!terminal && Math.floor(percent / 10) === tenth) return;
      tenth = Math.floor(percent / 10);
      const full = Math.round(percent / 4);
      const bar = `${'█'.repeat(full)}${'░'.repeat(25 - full)}`;
      write(`${title} ${bar} ${String(percent).padStart(3)} %  ${doing}`);
    },
    end() {
      if (terminal) process.stdout.write('\r\u001b[K');
    },
  };
}
