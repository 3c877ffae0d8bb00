const KEPT = 'ringledger.welcome';

/** Whoever has left the first steps is not sent there again, in this tab. */
export function skipWelcome(): void {
  sessionStorage.setItem(KEPT, 'skipped');
}

export function isWelcomeSkipped(): boolean {
  return sessionStorage.getItem(KEPT) !== null;
}
