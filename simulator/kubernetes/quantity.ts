const SUFFIXES: Record<string, number> = {
  ...{ n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
};

/**
 * The number that a quantity such as `100m`, `1.5Gi` or `1e3` means; NaN for what is none.
 * kubernetes.io, "Quantity": apimachinery pkg/api/resource
 */
export function parseQuantity(text: string | number | undefined): number {
  const match = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([numkMGTPE]?|[KMGTPE]i)$/.exec(String(text ?? 0));
  return match ? Number(match[1]) * (SUFFIXES[match[2] ?? ''] ?? Number.NaN) : Number.NaN;
}
