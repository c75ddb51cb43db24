/** The roles that colour may play: only states are coloured (the primary action is ink). */
export const ROLES = ['inchiostro', 'pronto', 'attesa', 'ritardo', 'lavoro', 'neutro'] as const;
export type Role = (typeof ROLES)[number];

/** Ten shades from light to dark, as Mantine wants them. */
export const SHADES = {
  inchiostro: '#EEF2FA #DCE4F4 #BFCDEC #9FB5E6 #7F99D6 #5F7BBF #47629F #364E85 #263B6B #182747',
  pronto: '#E6F5EC #CBEAD7 #A0D7B5 #7FD6A3 #4BB37C #2B965E #1F8550 #1B7646 #17653C #0F4A2B',
  attesa: '#FFF3D6 #FFE7AE #FBD57F #F4C25A #E9A928 #C98A0B #A36C00 #855700 #724A00 #503400',
  ritardo: '#FDECEA #FAD4D0 #F6B3AC #FF9D93 #E5665B #D2453A #C2342A #AD2A21 #98221A #6E1812',
  lavoro: '#E6F0FB #CBE0F7 #A6CAF2 #8FC0FF #5197E0 #2C79CB #1D68B8 #185AA1 #154D8B #0F3864',
  neutro: '#F0EEE9 #E3DFD6 #CFCAC0 #B4AEA2 #8C867A #736D62 #625D53 #57524A #4A463F #2B2925',
  gray: '#FAF9F6 #F0EEE9 #E3DFD6 #CFCAC0 #B4AEA2 #8C867A #6B665C #57524A #3A3732 #1D1C1A',
  dark: '#ECEAE4 #C9CDD4 #A7ADB8 #7C8492 #525A68 #353B46 #262B34 #1C2027 #14171C #0E1013',
} as const;

/** solid, text on it, soft background, text on that. */
type Paint = readonly [solid: string, on: string, bg: string, fg: string];

export interface Palette {
  readonly plain: Readonly<Record<string, string>>;
  readonly roles: Readonly<Record<Role, Paint>>;
}

export const LIGHT: Palette = {
  plain: {
    ground: '#F5F3EE',
    surface: '#FFFFFF',
    sunken: '#FAF9F6',
    line: '#E3DFD6',
    line2: '#8C867A',
    button: '#FFFFFF',
    'button-line': '#CFCAC0',
    'button-hover': '#FAF9F6',
    off: '#E3DFD6',
    text: '#1D1C1A',
    text2: '#57524A',
    text3: '#6B665C',
    focus: '#2C79CB',
    brand: '#B5502B',
    'brand-door': '#FFFFFF',
    skeleton: '#E3DFD6',
    toast: '#1D1C1A',
    'toast-text': '#FFFFFF',
    'toast-button': '#3A3732',
    shadow: '0 6px 24px rgba(29, 28, 26, 0.12)',
  },
  roles: {
    inchiostro: ['#263B6B', '#FFFFFF', '#EEF2FA', '#263B6B'],
    pronto: ['#1B7646', '#FFFFFF', '#E6F5EC', '#17653C'],
    attesa: ['#F4C25A', '#2E1E00', '#FFF3D6', '#724A00'],
    ritardo: ['#AD2A21', '#FFFFFF', '#FDECEA', '#98221A'],
    lavoro: ['#1D68B8', '#FFFFFF', '#E6F0FB', '#154D8B'],
    neutro: ['#57524A', '#FFFFFF', '#F0EEE9', '#4A463F'],
  },
};

/** The stockroom: dark, for handhelds between the shelves. */
export const DARK: Palette = {
  plain: {
    ground: '#14171C',
    surface: '#1C2027',
    sunken: '#181B21',
    line: '#353B46',
    line2: '#7C8492',
    button: '#262B34',
    'button-line': '#525A68',
    'button-hover': '#2B303A',
    off: '#262B34',
    text: '#ECEAE4',
    text2: '#B9BEC8',
    text3: '#A7ADB8',
    focus: '#8FC0FF',
    brand: '#E08A5F',
    'brand-door': '#14171C',
    skeleton: '#353B46',
    toast: '#ECEAE4',
    'toast-text': '#14171C',
    'toast-button': '#C9CDD4',
    shadow: '0 6px 24px rgba(0, 0, 0, 0.5)',
  },
  roles: {
    inchiostro: ['#9FB5E6', '#0F1830', '#262F45', '#BFCDEC'],
    pronto: ['#7FD6A3', '#0B2417', '#163326', '#7FD6A3'],
    attesa: ['#F4C25A', '#2E1E00', '#3A2C0C', '#F4C25A'],
    ritardo: ['#FF9D93', '#36100C', '#451C1A', '#FFB0A8'],
    lavoro: ['#8FC0FF', '#0A1F38', '#14304F', '#8FC0FF'],
    neutro: ['#A7ADB8', '#14171C', '#2B303A', '#C9CDD4'],
  },
};

/** `--bt-*`: what every style of ours and of the modules is written with. */
export function variablesOf(palette: Palette): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(palette.plain)) variables[`--bt-${name}`] = value;
  for (const role of ROLES) {
    const [solid, on, bg, fg] = palette.roles[role];
    variables[`--bt-${role}-solid`] = solid;
    variables[`--bt-${role}-on`] = on;
    variables[`--bt-${role}-bg`] = bg;
    variables[`--bt-${role}-fg`] = fg;
  }
  return variables;
}
