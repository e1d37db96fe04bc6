import type { Ids } from '../../runtime-services.ts';

const HEX = '0123456789abcdef';

/** As containerd names the run of a container. */
export const newContainerId = (ids: Ids): string => `containerd://${ids.chars(64, HEX)}`;

/**
 * The form of an image's id. No image is pulled whose digest it could be: it is the same for the same reference, and
 * nothing else.
 */
export function imageId(image: string): string {
  const repository = image.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
  const digest = Array.from({ length: 8 }, (_, part) => hash(`${part}${image}`).toString(16).padStart(8, '0')).join('');
  return `${repository}@sha256:${digest}`;
}

/** FNV-1a */
function hash(text: string): number {
  const prime = 0x01000193;
  return [...text].reduce((sum, char) => Math.imul(sum ^ char.charCodeAt(0), prime), 0x811c9dc5) >>> 0;
}
