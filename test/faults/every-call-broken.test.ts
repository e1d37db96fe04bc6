import { meetEveryCall } from './meet-every-call.ts';

meetEveryCall(['reset before the effect', 'reset after the effect', 'lost answer', 'stall']);
