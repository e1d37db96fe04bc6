import type { CommandNode, PipelineNode, ScriptNode, SimpleCommandNode, StatementNode, WordNode } from 'just-bash';

type Redirection = SimpleCommandNode['redirections'][number];

/** Rewrites a script so that what would go to its stdout and stderr is appended to two paths, command by command. */
export function sendOutputTo(stdout: string, stderr: string, script: ScriptNode): ScriptNode {
  const added = [append(1, stdout), append(2, stderr)];
  return { ...script, statements: inStatements(script.statements, added) };
}

/** True for a script like `kubectl logs -f x`: no pipe, no redirection, no substitution, nothing before or after. */
export function isOneCommand({ statements }: ScriptNode): boolean {
  const [pipeline, ...more] = statements.flatMap(({ pipelines }) => pipelines);
  const [command, ...others] = pipeline?.commands ?? [];
  if (more.length || others.length || command?.type !== 'SimpleCommand') return false;
  return !command.redirections.length && !JSON.stringify(command).includes('Substitution');
}

function append(fd: number, path: string): Redirection {
  const target: WordNode = { type: 'Word', parts: [{ type: 'Literal', value: path }] };
  return { type: 'Redirection', fd, operator: '>>', target };
}

function inStatements(statements: StatementNode[], added: Redirection[]): StatementNode[] {
  return statements.map((statement) => ({
    ...statement,
    pipelines: statement.pipelines.map((pipeline) => inPipeline(pipeline, added)),
  }));
}

/** Of a pipeline only the last command speaks to stdout; the others' stderr comes with the interpreter's own. */
function inPipeline(pipeline: PipelineNode, added: Redirection[]): PipelineNode {
  const { commands } = pipeline;
  const last = commands.at(-1);
  if (!last) return pipeline;
  const changed = commands.length === 1 ? inCommand(last, added) : redirected(last, added);
  return { ...pipeline, commands: [...commands.slice(0, -1), changed] };
}

function inCommand(command: CommandNode, added: Redirection[]): CommandNode {
  const inside = (statements: StatementNode[]) => inStatements(statements, added);
  if ('redirections' in command && command.redirections.some(({ operator }) => !operator.startsWith('<'))) {
    return redirected(command, added);
  }
  switch (command.type) {
    case 'If':
      return {
        ...command,
        clauses: command.clauses.map(({ condition, body }) => ({ condition: inside(condition), body: inside(body) })),
        elseBody: command.elseBody && inside(command.elseBody),
      };
    case 'While':
    case 'Until':
      return { ...command, condition: inside(command.condition), body: inside(command.body) };
    case 'For':
    case 'CStyleFor':
    case 'Group':
    case 'Subshell':
      return { ...command, body: inside(command.body) };
    case 'Case':
      return { ...command, items: command.items.map((item) => ({ ...item, body: inside(item.body) })) };
    default:
      return redirected(command, added);
  }
}

/** Goes before the command's own redirections, so that those win. A lone assignment and `exec` write nothing. */
function redirected(command: CommandNode, added: Redirection[]): CommandNode {
  if (command.type === 'FunctionDef') return command;
  if (command.type === 'SimpleCommand' && (!command.name || isExec(command.name))) return command;
  return { ...command, redirections: [...added, ...command.redirections] };
}

function isExec(name: WordNode): boolean {
  const [part] = name.parts;
  return part?.type === 'Literal' && part.value === 'exec';
}
