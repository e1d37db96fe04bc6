import {
  type Access,
  type Operation,
  operation,
  type Protocol,
  type Service,
} from '../../../simulator/wire/operation.ts';

export interface Script {
  name: string;
  protocol: Protocol;
  schemas: Record<string, unknown>;
  /** By operation name. */
  answers: Record<string, (input: never) => unknown>;
  access?: Access[];
}

/** A service whose operations answer what the test says; `seen` has their last inputs. */
export function scriptedService({ name, protocol, schemas, answers, access = [] }: Script) {
  const seen: Record<string, unknown> = {};
  const operations: Record<string, Operation<never, unknown>> = {};
  for (const [operationName, answer] of Object.entries(answers)) {
    operations[operationName] = operation<never, unknown>({
      access: () => access,
      run(input) {
        seen[operationName] = input;
        return answer(input);
      },
    });
  }
  const service: Service = { name, protocol, schemas: { ...schemas }, operations };
  return { seen, service, services: { [name]: async () => service } };
}
