import { type PrismTheme, themes } from 'prism-react-renderer';

/** Colours of code at a contrast of 4.5 to 1 at least: WCAG 2.2, 1.4.3. The themes' own are paler. */
const IN_LIGHT: Record<string, string> = {
  '#999988': '#626b75',
  '#e3116c': '#b0155a',
  '#36acaa': '#0b7285',
  '#00a4db': '#00659c',
  '#d73a49': '#b31d28',
};
const IN_DARK: Record<string, string> = { 'rgb(98, 114, 164)': '#9aa5ce' };

export const lightCode = recoloured(themes.github, IN_LIGHT);
export const darkCode = recoloured(themes.dracula, IN_DARK);

function recoloured(theme: PrismTheme, colours: Record<string, string>): PrismTheme {
  const styles = theme.styles.map(({ types, languages, style }) => ({
    types,
    languages,
    style: { ...style, color: colours[style.color ?? ''] ?? style.color },
  }));
  return { ...theme, styles };
}
