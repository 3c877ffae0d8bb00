/**
 * Runs `run` for whoever asks, once at a time: who asks while it runs is served by the next run, which begins when that is
 * over and is one for all who asked meanwhile. Each hears of the run that served it, its failure too.
 */
export function shareRuns(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  function start(): Promise<void> {
    next = undefined;
    const mine = run();
    const over = mine.then(
      () => undefined,
      () => undefined,
    );
    running = over;
    void over.then(() => {
      if (running === over) running = undefined;
    });
    return mine;
  }

  return () => {
    if (next !== undefined) return next;
    if (running === undefined) return start();
    next = running.then(start);
    return next;
  };
}
