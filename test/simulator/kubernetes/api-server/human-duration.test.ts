import { expect, it } from 'vitest';
import { humanDuration } from '../../../../simulator/kubernetes/api-server/human-duration.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// The cases of apimachinery pkg/util/duration/duration_test.go that pages show.
it.each([
  [0, '0s'],
  [119 * SECOND, '119s'],
  [2 * MINUTE, '2m'],
  [9 * MINUTE + 59 * SECOND, '9m59s'],
  [10 * MINUTE + 30 * SECOND, '10m'],
  [179 * MINUTE, '179m'],
  [3 * HOUR + 20 * MINUTE, '3h20m'],
  [8 * HOUR + 59 * MINUTE, '8h'],
  [47 * HOUR, '47h'],
  [2 * DAY + 5 * HOUR, '2d5h'],
  [8 * DAY + 5 * HOUR, '8d'],
  [2 * 365 * DAY + 30 * DAY, '2y30d'],
  [-5 * SECOND, '<invalid>'],
])('prints %d ms as %s', (durationMs, text) => {
  expect(humanDuration(durationMs)).toBe(text);
});
