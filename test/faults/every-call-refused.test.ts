import { meetEveryCall } from './meet-every-call.ts';

meetEveryCall(['503', 'throttling', 'expired credentials']);
