import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A mail server that takes everything, or refuses for now while `refusing`, addresses for good while `unknown`. */
export interface SmtpServer {
  readonly url: string;
  readonly received: { readonly to: string; readonly message: string }[];
  refusing: boolean;
  unknown: boolean;
  stop(): Promise<void>;
}

export async function startSmtp(): Promise<SmtpServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    converse(socket, smtp);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const smtp: SmtpServer = {
    url: `smtp://127.0.0.1:${port}`,
    received: [],
    refusing: false,
    unknown: false,
    stop: () =>
      new Promise((stopped) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => stopped());
      }),
  };
  return smtp;
}

function converse(socket: Socket, smtp: SmtpServer): void {
  let buffered = '';
  let inMessage = false;
  let to = '';
  let message = '';
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  say('220 test');
  socket.on('data', (chunk) => {
    buffered += chunk.toString();
    const lines = buffered.split('\r\n');
    buffered = lines.pop()!;
    for (const line of lines) {
      if (inMessage && line === '.') {
        inMessage = false;
        smtp.received.push({ to, message });
        say('250 taken');
      } else if (inMessage) {
        message += `${line}\n`;
      } else if (/^(EHLO|HELO)/i.test(line)) {
        say('250 test');
      } else if (/^MAIL/i.test(line)) {
        say(smtp.refusing ? '451 come back later' : '250 ok');
      } else if (/^RCPT/i.test(line)) {
        to = /<(.*)>/.exec(line)?.[1] ?? '';
        say(smtp.unknown ? '550 no such mailbox' : '250 ok');
      } else if (/^DATA/i.test(line)) {
        inMessage = true;
        message = '';
        say('354 go on');
      } else if (/^QUIT/i.test(line)) {
        say('221 bye');
        socket.end();
      } else say('250 ok');
    }
  });
}
