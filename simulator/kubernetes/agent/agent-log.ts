import type { Clock } from '../../runtime-services.ts';
import { timestamp } from '../timestamp.ts';

type Fields = Record<string, unknown>;

/** The agent's log: one JSON object a line, as logrus writes it. aws/eks-pod-identity-agent internal/middleware/logger */
export interface AgentLog {
  info(msg: string, fields?: Fields): void;
  error(msg: string, fields?: Fields): void;
  /** The same log with fields in every line. */
  with(fields: Fields): AgentLog;
}

export function createAgentLog(write: (line: string) => void, clock: Clock, common: Fields = {}): AgentLog {
  const line = (level: string, msg: string, fields: Fields) => {
    const all: Fields = { ...common, ...fields, level, msg, time: timestamp(clock.now()) };
    // Go writes the keys of a map in their order.
    write(
      `${JSON.stringify(Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1))))}\n`,
    );
  };
  return {
    info: (msg, fields = {}) => line('info', msg, fields),
    error: (msg, fields = {}) => line('error', msg, fields),
    with: (fields) => createAgentLog(write, clock, { ...common, ...fields }),
  };
}
