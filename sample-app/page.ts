import { credentialSource } from './identity.ts';

/** The page for people. It calls nothing, so that it also serves as a readiness check. */
export async function page(): Promise<string> {
  const { mechanism, variables } = await credentialSource();
  const rows = Object.entries(variables).map(
    ([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sample app</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Sample app</h1>
<p>This app reads S3 and DynamoDB with the credentials that the AWS SDK finds by itself.
Its environment points to: <strong>${escapeHtml(mechanism)}</strong>.</p>
<dl>${rows.join('')}</dl>
<p><a href="identity">Who am I in AWS?</a></p>
${form('objects', 'List objects', [
  { name: 'bucket', label: 'Bucket', required: true },
  { name: 'prefix', label: 'Prefix', required: false },
])}
${form('items', 'Query items', [
  { name: 'table', label: 'Table', required: true },
  { name: 'team', label: 'Team (partition key)', required: true },
])}
</main>
</body>
</html>
`;
}

interface Field {
  name: string;
  label: string;
  required: boolean;
}

/** Its action is relative: the page may be seen through a proxy's path. */
function form(action: string, title: string, fields: Field[]): string {
  const inputs = fields.map(
    ({ name, label, required }) =>
      `<label>${label} <input name="${name}"${required ? ' required' : ''} autocomplete="off"></label>`,
  );
  return `<form action="${action}"><h2>${title}</h2>${inputs.join('\n')}\n<button>${title}</button></form>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 0.5rem; }
label { display: inline-block; margin: 0 1rem 0.5rem 0; }
input, button { font: inherit; padding: 0.25rem 0.5rem; }
dt { font-weight: 600; } dd { margin: 0 0 0.5rem; overflow-wrap: anywhere; }
`;
