/** A LabelSelector of Kubernetes, as far as anybody wrote one. */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

/** Whether it selects these labels; an empty one selects all. Kubernetes, "Labels and Selectors" */
export function selects({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Record<string, string>) {
  const areEqual = Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
  return areEqual && matchExpressions.every(({ key, operator, values = [] }) => holds(labels[key], operator, values));
}

function holds(value: string | undefined, operator: string, values: string[]): boolean {
  if (operator === 'Exists') return value !== undefined;
  if (operator === 'DoesNotExist') return value === undefined;
  const isAmong = value !== undefined && values.includes(value);
  return operator === 'NotIn' ? !isAmong : isAmong;
}
