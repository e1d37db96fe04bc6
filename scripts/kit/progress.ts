const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';

/**
 * Shows a line that something goes on, on a terminal only: output that is read by programs stays clean. A title that is a
 * function is asked anew each time the line is drawn.
 */
export async function withProgress<Result>(
  title: string | (() => string),
  work: () => Promise<Result>,
): Promise<Result> {
  const { stderr } = process;
  if (!stderr.isTTY) return work();
  let drawn = 0;
  const draw = () =>
    stderr.write(`${CLEAR_LINE}${FRAMES[drawn++ % FRAMES.length]} ${typeof title === 'string' ? title : title()}`);
  draw();
  const timer = setInterval(draw, FRAME_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    stderr.write(CLEAR_LINE);
  }
}
