/** A set of promotions by number, 32 to a word. */
export type Bits = Uint32Array<ArrayBuffer>;

export function noBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
}

export function allBits(size: number): Bits {
  const bits = noBits(size).fill(0xffff_ffff);
  if (size % 32 !== 0) bits[bits.length - 1] = (1 << (size % 32)) - 1;
  return bits;
}

export function addBit(bits: Bits, place: number): void {
  bits[place >>> 5]! |= 1 << (place & 31);
}

export function hasBit(bits: Bits, place: number): boolean {
  return (bits[place >>> 5]! & (1 << (place & 31))) !== 0;
}

export function intersect(into: Bits, other: Bits): void {
  for (let word = 0; word < into.length; word++) into[word]! &= other[word]!;
}

export function unite(into: Bits, other: Bits): void {
  for (let word = 0; word < into.length; word++) into[word]! |= other[word]!;
}

export function subtract(from: Bits, other: Bits): void {
  for (let word = 0; word < from.length; word++) from[word]! &= ~other[word]!;
}

export function countBits(bits: Bits): number {
  let count = 0;
  eachBit(bits, () => (count += 1));
  return count;
}

/** Calls back for every member, in ascending order. */
export function eachBit(bits: Bits, visit: (place: number) => void): void {
  for (let word = 0; word < bits.length; word++) {
    let rest = bits[word]!;
    while (rest !== 0) {
      const lowest = rest & -rest;
      visit(word * 32 + (31 - Math.clz32(lowest)));
      rest ^= lowest;
    }
  }
}
