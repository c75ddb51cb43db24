import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';
import { DARK, LIGHT, ROLES, SHADES, variablesOf, type Role } from './tokens.ts';

function tuple(shades: string): MantineColorsTuple {
  return shades.split(' ') as unknown as MantineColorsTuple;
}

function roleOf(colour: string | undefined): Role | null {
  if (colour === undefined) return 'inchiostro';
  return ROLES.find((role) => role === colour) ?? null;
}

const CLEAR = 'transparent';

/** Colours come from our tokens, so that light and dark each keep their measured contrast. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const role = roleOf(input.color);
  if (input.variant === 'default') {
    return {
      background: 'var(--bt-button)',
      hover: 'var(--bt-button-hover)',
      color: 'var(--bt-text)',
      border: '1px solid var(--bt-button-line)',
    };
  }
  if (role === null) return defaultVariantColorsResolver(input);
  if (input.variant === 'filled') {
    return {
      background: `var(--bt-${role}-solid)`,
      hover: `color-mix(in srgb, var(--bt-${role}-solid) 90%, var(--bt-text))`,
      color: `var(--bt-${role}-on)`,
      border: `1px solid ${CLEAR}`,
    };
  }
  if (input.variant === 'light') {
    return {
      background: `var(--bt-${role}-bg)`,
      hover: `color-mix(in srgb, var(--bt-${role}-bg) 88%, var(--bt-${role}-fg))`,
      color: `var(--bt-${role}-fg)`,
      border: `1px solid ${CLEAR}`,
    };
  }
  if (input.variant === 'subtle' || input.variant === 'transparent') {
    return {
      background: CLEAR,
      hover: input.variant === 'subtle' ? `var(--bt-${role}-bg)` : CLEAR,
      color: role === 'neutro' ? 'var(--bt-text)' : `var(--bt-${role}-fg)`,
      border: `1px solid ${CLEAR}`,
    };
  }
  return defaultVariantColorsResolver(input);
};

const SHARED = {
  '--mantine-color-body': 'var(--bt-ground)',
  '--mantine-color-text': 'var(--bt-text)',
  '--mantine-color-dimmed': 'var(--bt-text2)',
  '--mantine-color-placeholder': 'var(--bt-text3)',
  '--mantine-color-error': 'var(--bt-ritardo-fg)',
  '--mantine-color-default': 'var(--bt-button)',
  '--mantine-color-default-hover': 'var(--bt-button-hover)',
  '--mantine-color-default-color': 'var(--bt-text)',
  '--mantine-color-default-border': 'var(--bt-line)',
  '--mantine-color-disabled': 'var(--bt-off)',
  '--mantine-color-disabled-color': 'var(--bt-text3)',
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...variablesOf(LIGHT), ...SHARED },
  dark: { ...variablesOf(DARK), ...SHARED },
});

/** Where dialogs, menus and lists of choices are drawn: an element of the shell. */
export const FLOATING_ID = 'sopra';
const FLOATING_PLACE = `#${FLOATING_ID}`;

const FIELD = { size: 'md' as const };

export const theme = createTheme({
  colors: Object.fromEntries(Object.entries(SHADES).map(([name, shades]) => [name, tuple(shades)])),
  primaryColor: 'inchiostro',
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  white: '#FFFFFF',
  black: '#1D1C1A',
  defaultRadius: 8,
  cursorType: 'pointer',
  // One ring for everything, drawn in base.css.
  focusRing: 'never',
  respectReducedMotion: true,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono", monospace',
  fontSizes: { xs: '13px', sm: '14px', md: '16px', lg: '18px', xl: '22px' },
  lineHeights: { xs: '18px', sm: '20px', md: '24px', lg: '26px', xl: '28px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  headings: {
    fontWeight: '700',
    sizes: {
      h1: { fontSize: '28px', lineHeight: '34px' },
      h2: { fontSize: '20px', lineHeight: '28px' },
      h3: { fontSize: '18px', lineHeight: '26px' },
    },
  },
  variantColorResolver,
  components: {
    Button: { defaultProps: { size: 'md', variant: 'default' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'neutro', size: 40 } },
    TextInput: { defaultProps: FIELD },
    NumberInput: { defaultProps: FIELD },
    PasswordInput: { defaultProps: FIELD },
    Textarea: { defaultProps: FIELD },
    Select: { defaultProps: { ...FIELD, allowDeselect: false } },
    // Floating things stand inside the main landmark, and are covered with it when somebody logs in.
    Portal: { defaultProps: { target: FLOATING_PLACE, reuseTargetNode: false } },
    Modal: {
      defaultProps: { centered: true, radius: 12, size: 560, overlayProps: { opacity: 0.45 } },
    },
    Menu: {
      defaultProps: {
        // An empty element with a role that menus may not have.
        withInitialFocusPlaceholder: false,
        radius: 8,
        shadow: 'md',
        position: 'bottom-start',
      },
    },
  },
});
