import type { Judged, Mark } from '../../labs/why/link.ts';
import type { Answer } from '../../labs/why/why.ts';
import { bold, dim, green, red, yellow } from './terminal.ts';

const MARKS: Record<Mark, string> = {
  holds: green('✓'),
  broken: red('✗'),
  warning: yellow('!'),
  unknown: dim('?'),
  'not reached': dim('–'),
};

/** The chain for people: a line for each link, what was seen below it, and the remedies of what is broken or doubtful. */
export function renderWhy(answer: Answer): string {
  const { cluster, namespace, pod, mechanism, links } = answer;
  const verb = answer.broken === null ? 'gets' : 'should get';
  const way = mechanism ? `${verb} its credentials by ${mechanism}` : 'is given no credentials';
  const lines = links.flatMap((link) => renderLink(link, link.id === answer.broken));
  return [`${bold(`${cluster}/${namespace}/${pod}`)} ${way}`, ...lines, '', verdict(answer)].join('\n');
}

function renderLink({ mark, title, seen, remedy }: Judged, isFirst: boolean): string[] {
  const line = `  ${MARKS[mark]} ${mark === 'not reached' ? dim(title) : title}`;
  if (mark === 'not reached') return [line];
  const shown = remedy !== undefined && (isFirst || mark === 'warning') ? renderRemedy(remedy) : [];
  return [line, `      ${mark === 'holds' || mark === 'unknown' ? dim(seen) : seen}`, ...shown];
}

function renderRemedy(remedy: string): string[] {
  const [first = '', ...rest] = remedy.split('\n');
  return [`      next: ${first}`, ...rest.map((line) => `            ${line}`)];
}

function verdict({ broken, links }: Answer): string {
  const first = links.find(({ id }) => id === broken);
  if (first) return red(`Broken: ${first.title}.`);
  const warnings = links.filter(({ mark }) => mark === 'warning').length;
  return green(warnings === 0 ? 'No link is broken.' : `No link is broken; look at those marked with !`);
}
