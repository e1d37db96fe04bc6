import type { CommandMain } from '../command.ts';

export const kubectl: CommandMain = async () => ({ stdout: '', stderr: 'error: not here yet\n', exitCode: 1 });
