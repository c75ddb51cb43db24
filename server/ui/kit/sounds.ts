let context: AudioContext | null = null;

function tone(frequency: number, milliseconds: number, after = 0, volume = 0.2): void {
  try {
    context ??= new AudioContext();
    const start = context.currentTime + after / 1000;
    const end = start + milliseconds / 1000;
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.frequency.value = frequency;
    gain.gain.setValueAtTime(volume, start);
    gain.gain.exponentialRampToValueAtTime(0.001, end);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(end);
  } catch {
    // A device without sound still shows colour, icon and words.
  }
}

/** One high tone: the scan was taken. */
export function soundAccepted(): void {
  tone(1320, 80);
}

/** Two low tones, and the handheld shakes twice: the scan was refused. */
export function soundRefused(): void {
  tone(220, 120);
  tone(220, 120, 160);
  navigator.vibrate?.([60, 60, 60]);
}

/** A soft chime: a customer is here. */
export function soundCustomerHere(): void {
  tone(660, 400, 0, 0.08);
  tone(880, 600, 180, 0.08);
}
