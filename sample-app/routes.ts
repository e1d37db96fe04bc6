import { AppError, describeError } from './app-error.ts';
import { identity } from './identity.ts';
import { queryItems } from './items.ts';
import { listObjects, readObject } from './objects.ts';
import { page } from './page.ts';

export interface Answer {
  status: number;
  contentType: string;
  body: string;
}

const OBJECT = '/objects/';

/** Answers a GET request; what AWS refuses is answered with AWS' own error and status. */
export async function answer(url: URL): Promise<Answer> {
  try {
    if (url.pathname === '/') return { status: 200, contentType: 'text/html; charset=utf-8', body: await page() };
    if (url.pathname === '/healthz') return { status: 200, contentType: TEXT, body: 'ok\n' };
    return { status: 200, contentType: 'application/json', body: json(await read(url)) };
  } catch (error) {
    const description = describeError(error);
    // client-go, and so `kubectl get --raw`, shows an error's body only if it is text. client-go rest/request.go
    return { status: description.error.status, contentType: TEXT, body: json(description) };
  }
}

const TEXT = 'text/plain; charset=utf-8';

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

function read({ pathname, searchParams }: URL): Promise<unknown> {
  if (pathname === '/identity') return identity();
  if (pathname === '/objects' || pathname === OBJECT) return listObjects(searchParams);
  if (pathname.startsWith(OBJECT)) return readObject(decodeKey(pathname.slice(OBJECT.length)), searchParams);
  if (pathname === '/items') return queryItems(searchParams);
  throw new AppError(404, 'NoSuchPage', `There is no ${pathname} here. Try /identity, /objects or /items.`);
}

function decodeKey(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw new AppError(400, 'BadKey', 'The object key in the path is not percent-encoded UTF-8.');
  }
}
