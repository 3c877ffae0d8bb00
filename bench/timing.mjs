/** Medians of two jobs run in turn, in milliseconds: what one machine-wide hiccup does, it does to both. */
export async function timeInTurn(ours, floor, rounds) {
  const times = { ours: [], floor: [] };
  await ours();
  await floor();
  for (let round = 0; round < rounds; round += 1) {
    times.ours.push(await timeOnce(ours));
    times.floor.push(await timeOnce(floor));
  }
  return { ours: median(times.ours), floor: median(times.floor) };
}

async function timeOnce(job) {
  const started = performance.now();
  await job();
  return performance.now() - started;
}

function median(numbers) {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}

export const round = (number, digits = 1) => Number(number.toFixed(digits));
