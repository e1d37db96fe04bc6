import type { Patience } from '../../../labs/kit/verify.ts';
import type { World } from '../../../labs/kit/world.ts';
import type { Transport } from '../../../shell/transport.ts';
import type { TrustedAuthority } from '../trusted-authority.ts';

/** Where the labs run: the local cloud, or a real AWS account. Scripts know no more of it than this. */
export interface Target {
  name: 'local' | 'aws';
  /** The folder of this target's progress and files: LAB_HOME, or on AWS LAB_HOME/aws/<account>. */
  home: string;
  /** What `lab:env` exports. Errors: WrongInput if it is not there, with the remedy. */
  environment(): Promise<Record<string, string>>;
  /** Starts the local cloud where that is meant; on AWS nothing is made. Errors as `environment`. */
  open(): Promise<Session>;
}

/** A target that is open: the labs' world, and what a shell in it needs. */
export interface Session {
  /** As `lab:env` exports it. On AWS it holds no secret: tools find their credentials as they always do. */
  environment: Record<string, string>;
  /** Variables that the workshop shell needs besides, which sees nothing of this machine's own. */
  shellEnvironment: Record<string, string>;
  /** Files that the workshop shell keeps in memory, by path; asked for before each script, since credentials expire. */
  shellFiles(): Promise<Record<string, string>>;
  transport: Transport;
  trustedAuthority: TrustedAuthority;
  /** How long to wait until an answer begins; for ever if absent. */
  answerMs?: number;
  world: World;
  patience: Patience;
}
