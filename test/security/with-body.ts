interface Request {
  body: unknown;
  headers: Record<string, string>;
}

interface SdkClient {
  middlewareStack: { add(middleware: never, options: { step: 'build'; priority: 'low' }): void };
}

/** The client, which from now on signs and sends this body in place of its own. */
export function withBody<Client extends SdkClient>(client: Client, body: string): Client {
  const replaceBody = (next: (args: { request: Request }) => unknown) => (args: { request: Request }) => {
    const { headers } = args.request;
    for (const name of Object.keys(headers)) if (/checksum|content-md5/i.test(name)) delete headers[name];
    args.request.body = body;
    headers['content-length'] = String(Buffer.byteLength(body));
    return next(args);
  };
  client.middlewareStack.add(replaceBody as never, { step: 'build', priority: 'low' });
  return client;
}
