/**
 * A digit trie over flat arrays: a node is twelve child slots (0-9, `*`, `#`), node 0 the root. A slot holds 0 for
 * "none", the number of a node, or where nothing is longer, `~index` of the prefix itself: most prefixes end there, and
 * their nodes would be a wait for memory each.
 */
export interface PrefixTrie {
  readonly children: Int32Array;
  /** Per node: index of the prefix that ends there, or -1. */
  readonly ends: Int32Array;
}

const SLOTS = 12;
const NONE = -1;
const ZERO = 48;
const STAR = 42;
const HASH = 35;

/** Builds a trie of distinct prefixes made of 0-9, `*` and `#`. Throws on another character: decks are checked before. */
export function buildPrefixTrie(prefixes: readonly string[]): PrefixTrie {
  const capacity = prefixes.reduce((sum, prefix) => sum + prefix.length, 1);
  const children = new Int32Array(capacity * SLOTS);
  const ends = new Int32Array(capacity).fill(NONE);
  let nodes = 1;
  for (const [index, prefix] of prefixes.entries()) {
    let node = 0;
    for (let at = 0; at < prefix.length; at += 1) {
      const slot = slotOf(prefix.charCodeAt(at));
      if (slot === NONE) throw new Error(`Prefix "${prefix}" has a character that nobody can dial.`);
      const child = node * SLOTS + slot;
      if (children[child] === 0) {
        children[child] = nodes;
        nodes += 1;
      }
      node = children[child] ?? 0;
    }
    ends[node] = index;
  }
  return cutLeaves(children, ends, nodes);
}

/** Index of the longest prefix that `dialled` begins with, or -1. A character outside 0-9, `*`, `#` ends the search. */
export function findLongestPrefix(trie: PrefixTrie, dialled: string): number {
  const { children, ends } = trie;
  let found = ends[0] ?? NONE;
  let node = 0;
  for (let at = 0; at < dialled.length; at += 1) {
    const slot = slotOf(dialled.charCodeAt(at));
    if (slot === NONE) return found;
    node = children[node * SLOTS + slot] ?? 0;
    if (node <= 0) return node === 0 ? found : ~node;
    const end = ends[node] ?? NONE;
    if (end !== NONE) found = end;
  }
  return found;
}

/** Puts prefixes in the place of nodes without children. */
function cutLeaves(children: Int32Array, ends: Int32Array, nodes: number): PrefixTrie {
  const places = new Int32Array(nodes);
  let kept = 1;
  for (let node = 1; node < nodes; node += 1) {
    const isLeaf = children.subarray(node * SLOTS, (node + 1) * SLOTS).every((child) => child === 0);
    places[node] = isLeaf ? ~(ends[node] ?? 0) : kept;
    if (!isLeaf) kept += 1;
  }
  const cut = { children: new Int32Array(kept * SLOTS), ends: new Int32Array(kept) };
  for (let node = 0; node < nodes; node += 1) {
    const place = places[node] ?? 0;
    if (place < 0) continue;
    cut.ends[place] = ends[node] ?? NONE;
    for (let slot = 0; slot < SLOTS; slot += 1)
      cut.children[place * SLOTS + slot] = places[children[node * SLOTS + slot] ?? 0] ?? 0;
  }
  return cut;
}

function slotOf(character: number): number {
  if (character >= ZERO && character < ZERO + 10) return character - ZERO;
  if (character === STAR) return 10;
  return character === HASH ? 11 : NONE;
}
