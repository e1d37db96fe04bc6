/** `$(NAME)` in commands and values; `$$(NAME)` is a literal, an unknown name stays. kubernetes third_party/forked/golang/expansion */
export function expandVariables(text: string, env: Record<string, string>): string {
  return text.replaceAll(/\$(\$|\(([^)]*)\))/g, (whole, follow: string, name: string | undefined) => {
    if (follow === '$') return '$';
    return (name !== undefined && env[name]) || (name !== undefined && name in env ? '' : whole);
  });
}
