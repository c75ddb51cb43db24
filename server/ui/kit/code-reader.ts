import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';
import reader from 'zxing-wasm/reader/zxing_reader.wasm?url';

const FORMATS = ['qr_code', 'ean_13', 'ean_8', 'upc_a', 'code_128', 'data_matrix', 'itf'] as const;
const BETWEEN_LOOKS_MS = 120;

/** Looks through the back camera until the first code is seen. Returns how to stop. */
export async function readCodes(
  video: HTMLVideoElement,
  onRead: (text: string) => void,
): Promise<() => void> {
  // Our own copy of the reader: nothing is fetched from elsewhere.
  prepareZXingModule({ overrides: { locateFile: () => reader } });
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 } },
    audio: false,
  });
  const detector = new BarcodeDetector({ formats: [...FORMATS] });
  let over = false;
  const stop = () => {
    over = true;
    for (const track of stream.getTracks()) track.stop();
  };
  video.srcObject = stream;
  await video.play();
  const look = async () => {
    if (over) return;
    const [found] = await detector.detect(video);
    if (over) return;
    if (found && found.rawValue !== '') {
      stop();
      onRead(found.rawValue);
      return;
    }
    setTimeout(() => void look().catch(stop), BETWEEN_LOOKS_MS);
  };
  void look().catch(stop);
  return stop;
}
