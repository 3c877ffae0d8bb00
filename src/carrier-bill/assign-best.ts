/** Weight of giving a row a column; 0 or less where they do not go together. */
export type WeightOf = (row: number, column: number) => number;

/**
 * The assignment of rows to columns, one to one, with the largest sum of weights (Kuhn–Munkres with potentials, after
 * Jonker and Volgenant: `rows² × columns` steps). Answers the column of each row, -1 where it has none. Weights are safe
 * integers; of equal sums the same one comes out every time.
 */
export function assignBest(rows: number, columns: number, weightOf: WeightOf): readonly number[] {
  if (rows > columns) {
    const turned = assignBest(columns, rows, (row, column) => weightOf(column, row));
    const assigned = new Array<number>(rows).fill(-1);
    turned.forEach((row, column) => {
      if (row !== -1) assigned[row] = column;
    });
    return assigned;
  }
  const solving = new Solving(rows, columns, weightOf);
  for (let row = 1; row <= rows; row += 1) solving.addRow(row);
  return solving.columnOfRow().map((column, row) => (weightOf(row, column) > 0 ? column : -1));
}

/** Rows and columns count from 1; 0 stands for none. */
class Solving {
  readonly #columns: number;
  readonly #weightOf: WeightOf;
  readonly #rowPotential: Float64Array;
  readonly #columnPotential: Float64Array;
  readonly #rowOf: Int32Array;
  readonly #cameFrom: Int32Array;

  constructor(rows: number, columns: number, weightOf: WeightOf) {
    this.#columns = columns;
    this.#weightOf = weightOf;
    this.#rowPotential = new Float64Array(rows + 1);
    this.#columnPotential = new Float64Array(columns + 1);
    this.#rowOf = new Int32Array(columns + 1);
    this.#cameFrom = new Int32Array(columns + 1);
  }

  /** Finds the cheapest path from a new row to a free column, and gives every row on it its next column. */
  addRow(row: number): void {
    this.#rowOf[0] = row;
    const slack = new Float64Array(this.#columns + 1).fill(Number.POSITIVE_INFINITY);
    const seen = new Uint8Array(this.#columns + 1);
    let column = 0;
    do {
      seen[column] = 1;
      column = this.#step(column, slack, seen);
    } while (this.#rowOf[column] !== 0);
    while (column !== 0) {
      const before = this.#cameFrom[column] ?? 0;
      this.#rowOf[column] = this.#rowOf[before] ?? 0;
      column = before;
    }
  }

  columnOfRow(): readonly number[] {
    const columns = new Array<number>(this.#rowPotential.length - 1).fill(-1);
    for (let column = 1; column <= this.#columns; column += 1) {
      const row = this.#rowOf[column] ?? 0;
      if (row > 0) columns[row - 1] = column - 1;
    }
    return columns;
  }

  #step(from: number, slack: Float64Array, seen: Uint8Array): number {
    const row = this.#rowOf[from] ?? 0;
    const own = this.#rowPotential[row] ?? 0;
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let column = 1; column <= this.#columns; column += 1) {
      if (seen[column] === 1) continue;
      const weight = Math.max(0, this.#weightOf(row - 1, column - 1));
      const cost = -weight - own - (this.#columnPotential[column] ?? 0);
      if (cost < (slack[column] ?? 0)) {
        slack[column] = cost;
        this.#cameFrom[column] = from;
      }
      const reached = slack[column] ?? 0;
      if (reached < least) [least, nearest] = [reached, column];
    }
    this.#shift(least, slack, seen);
    return nearest;
  }

  #shift(by: number, slack: Float64Array, seen: Uint8Array): void {
    for (let column = 0; column <= this.#columns; column += 1) {
      if (seen[column] === 1) {
        const row = this.#rowOf[column] ?? 0;
        this.#rowPotential[row] = (this.#rowPotential[row] ?? 0) + by;
        this.#columnPotential[column] = (this.#columnPotential[column] ?? 0) - by;
      } else {
        slack[column] = (slack[column] ?? 0) - by;
      }
    }
  }
}
