/** Words by number, each once, so that columns of them are columns of numbers. The empty text is 0. */
export class WordList {
  readonly words: string[] = [''];
  readonly #numbers = new Map<string, number>([['', 0]]);

  /** The number of a word, which it keeps. */
  numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.words.length;
    this.words.push(word);
    this.#numbers.set(word, number);
    return number;
  }

  wordOf(number: number): string {
    return this.words[number] ?? '';
  }
}
