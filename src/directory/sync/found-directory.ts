import type { DeviceEntry } from '../../core/directory.ts';

/**
 * What a PBX, or a list of people, says at one moment. A list that is absent is one that the source does not tell of; an
 * empty one says that there is nothing of the kind. A field that is absent is not told either.
 */
export interface FoundDirectory {
  readonly companies?: readonly FoundCompany[];
  readonly people?: readonly FoundPerson[];
  readonly extensions?: readonly FoundExtension[];
  readonly devices?: readonly FoundDevice[];
  readonly ddis?: readonly FoundDdi[];
  readonly trunks?: readonly FoundTrunk[];
  readonly queues?: readonly FoundCalled[];
  readonly groups?: readonly FoundCalled[];
  /** What could not be read or made sense of, a sentence each. */
  readonly notes: readonly string[];
}

export interface FoundCompany {
  readonly id: string;
  readonly name?: string;
}

/** A person's name, for the numbers inside the PBX at which they are reached. */
export interface FoundPerson {
  readonly name: string;
  readonly numbers: readonly string[];
  /** Any company that alone has the number, where it is not told. */
  readonly company?: string;
}

export interface FoundExtension {
  readonly number: string;
  readonly company: string;
  readonly name?: string;
}

export interface FoundDevice {
  readonly sipName: string;
  /** MAC and port, where the PBX knows them. */
  readonly id?: string;
  readonly owner?: string;
  readonly company: string;
  readonly kind?: DeviceEntry['kind'];
  readonly extensions?: readonly string[];
}

export interface FoundDdi {
  readonly number: string;
  readonly company: string;
  readonly destination: string;
}

export interface FoundTrunk {
  readonly id: string;
  readonly channels: readonly string[];
}

/** A queue or ring group; a queue is known by its name. */
export interface FoundCalled {
  readonly number: string;
  readonly company: string;
  readonly name?: string;
  readonly members?: readonly string[];
}
