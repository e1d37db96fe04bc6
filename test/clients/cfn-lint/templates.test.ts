import { expect, it } from 'vitest';
import { describeWith, runTool } from '../run-tool.ts';

describeWith(['cfn-lint'], 'cfn-lint: the templates of the workshop', [], () => {
  it('has nothing to say of them', async () => {
    const { exitCode, stdout } = await runTool('cfn-lint', ['cloudformation/*.yaml', '--regions', 'us-west-2']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
  });
});
