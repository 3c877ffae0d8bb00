import { until } from './live-house.ts';

/** A call in progress as `GET /api/v1/live` tells it, as far as tests look at it. */
interface SeenLive {
  readonly id: string;
  readonly state: string;
  readonly direction: string;
  readonly from: SeenParty;
  readonly dialled: SeenParty | null;
  readonly reached: readonly SeenParty[];
  readonly companies: readonly string[];
}

interface SeenParty {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}

interface LiveData {
  readonly state?: string;
  readonly sources?: readonly Readonly<Record<string, unknown>>[];
  readonly calls?: readonly SeenLive[];
  readonly changed?: readonly SeenLive[];
  readonly ended?: readonly string[];
  readonly figures?: Readonly<Record<string, unknown>>;
}

/** One who listens to calls in progress: what they would see now, made of a snapshot and its changes. */
export class LiveListener {
  readonly status: number;
  readonly headers: Headers;
  /** All that ever came. */
  text = '';
  readonly events: string[] = [];
  isEnded = false;
  calls = new Map<string, SeenLive>();
  sources: LiveData = {};
  figures: Readonly<Record<string, unknown>> = {};
  readonly #end: AbortController;

  private constructor(answer: Response, end: AbortController) {
    this.status = answer.status;
    this.headers = answer.headers;
    this.#end = end;
    void this.#read(answer);
  }

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<LiveListener> {
    const end = new AbortController();
    return new LiveListener(await fetch(url, { headers, signal: end.signal }), end);
  }

  /** Waits until what is seen is so. */
  async sees(isSo: (seen: LiveListener) => boolean, what: string): Promise<void> {
    await until(() => isSo(this), `${what}; last seen: ${this.text.slice(-2000)}`);
  }

  all(): readonly SeenLive[] {
    return [...this.calls.values()];
  }

  close(): void {
    this.#end.abort();
  }

  async #read(answer: Response): Promise<void> {
    let held = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of answer.body ?? []) {
        const text = decoder.decode(chunk, { stream: true });
        this.text += text;
        const parts = `${held}${text}`.split('\n\n');
        held = parts.pop() ?? '';
        for (const part of parts) this.#take(part);
      }
    } catch {
      // It was cut off, here or there.
    }
    this.isEnded = true;
  }

  #take(part: string): void {
    const name = /^event: (.*)$/m.exec(part)?.[1];
    const line = /^data: (.*)$/m.exec(part)?.[1];
    if (name === undefined || line === undefined) return;
    this.events.push(name);
    const data = JSON.parse(line) as LiveData;
    if (name === 'snapshot') this.calls = new Map(data.calls?.map((call) => [call.id, call]));
    for (const call of data.changed ?? []) this.calls.set(call.id, call);
    for (const id of data.ended ?? []) this.calls.delete(id);
    if (data.sources !== undefined) this.sources = data;
    if (data.figures !== undefined) this.figures = data.figures;
  }
}
