/** Whether a LabelSelector object (`matchLabels`, `matchExpressions`) selects these labels. An empty one selects all. */
export function selects(selector: unknown, labels: Record<string, string>): boolean {
  const { matchLabels = {}, matchExpressions = [] } = (selector ?? {}) as {
    matchLabels?: Record<string, string>;
    matchExpressions?: { key: string; operator: string; values?: string[] }[];
  };
  const exact = Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
  return exact && matchExpressions.every(({ key, operator, values = [] }) => holds(labels, key, operator, values));
}

/** Whether labels meet one requirement of a selector, of pods or of nodes. */
export function holds(labels: Record<string, string>, key: string, operator: string, values: string[]): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'Gt':
      return Number(value) > Number(values[0]);
    case 'Lt':
      return Number(value) < Number(values[0]);
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
