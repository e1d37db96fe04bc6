/** A time as Kubernetes writes it, whole seconds: `2026-11-24T05:00:00Z`. apimachinery meta/v1 Time */
export function timestamp(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}
