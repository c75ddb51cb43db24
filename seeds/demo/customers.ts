import { chance, fixedId } from './random.ts';

export interface CustomerSeed {
  readonly id: string;
  readonly name: string;
  readonly surname: string;
  /** Always at example.com: demo mail never reaches anybody. */
  readonly email: string;
  readonly phone: string;
  readonly card: string | null;
  readonly language: 'it' | 'en';
  readonly marketing: boolean;
}

// oxfmt-ignore
const NAMES = [
  'Marta', 'Elena', 'Davide', 'Sara', 'Pietro', 'Chiara', 'Andrea', 'Giulia', 'Lorenzo',
  'Francesca', 'Alessandro', 'Martina', 'Matteo', 'Sofia', 'Federico', 'Aurora', 'Gabriele',
  'Ginevra', 'Leonardo', 'Bianca', 'Riccardo', 'Camilla', 'Tommaso', 'Alice', 'Nicola', 'Emma',
  'Stefano', 'Greta', 'Roberto', 'Paola', 'Claudia', 'Giovanni', 'Teresa', 'Antonio', 'Rita',
  'Carlo', 'Monica', 'Fabio', 'Daniela', 'Enrico', 'Ilaria', 'Sergio', 'Valeria', 'Mauro',
  'Cristina', 'Vittorio', 'Arianna', 'Dario',
] as const;
// oxfmt-ignore
const SURNAMES = [
  'Rinaldi', 'Mancini', 'Conti', 'Barbieri', 'Galli', 'Villa', 'Lombardi', 'Moretti', 'Ferrara',
  'Caruso', 'Rizzo', 'Marchetti', 'Santoro', 'Mariani', 'Ferretti', 'Pellegrini', 'Orlando',
  'Guerra', 'Battaglia', 'Cattaneo', 'Sartori', 'Benedetti', 'Fabbri', 'Valentini', 'Giuliani',
  'Piras', 'Negri', 'Zanella', 'Bernardi', 'Messina', 'Gentile', 'Coppola', 'D’Angelo', 'Palmieri',
  'Monaco', 'Basile', 'Caputo', 'Carbone', 'Milani', 'Ruggiero', 'Damico', 'Sorrentino', 'Pace',
  'Tosi', 'Morelli', 'Amoroso', 'Vinci', 'Bertolini',
] as const;

/** 5,000 customers; four in ten carry the fidelity card. The first is Marta Rinaldi of the pictures. */
export function demoCustomers(count = 5_000): CustomerSeed[] {
  const dice = chance(20_260_902);
  return Array.from({ length: count }, (_, place): CustomerSeed => {
    const name = place === 0 ? 'Marta' : dice.pick(NAMES);
    const surname = place === 0 ? 'Rinaldi' : dice.pick(SURNAMES);
    const plain = `${name}.${surname}`.toLowerCase().replace(/[^a-z.]/g, '');
    return {
      id: fixedId(5, place + 1),
      name,
      surname,
      email: `${plain}.${place + 1}@example.com`,
      phone:
        place === 0
          ? '+393475550142'
          : `+393${dice.pick([2, 3, 4, 6, 8, 9])}${dice.whole(0, 9)}555${String(place).padStart(4, '0')}`,
      card: place === 0 || dice.happens(0.4) ? `2600${String(place + 1).padStart(8, '0')}` : null,
      language: dice.happens(0.03) ? 'en' : 'it',
      marketing: dice.happens(0.55),
    };
  });
}
