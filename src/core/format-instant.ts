import { zoneOffsetSeconds } from './zone.ts';

/** UTC epoch seconds as wall-clock time of a zone: `2026-11-24 12:23:49`. */
export function formatInstant(at: number, zone: string): string {
  return toWallClock(at, zone).slice(0, 19).replace('T', ' ');
}

/** UTC epoch seconds as RFC 3339 with the zone's offset at that instant: `2026-07-24T12:23:49+01:00`. */
export function formatLocalInstant(at: number, zone: string): string {
  const minutes = Math.trunc(zoneOffsetSeconds(zone, at) / 60);
  const size = Math.abs(minutes);
  const offset = [Math.trunc(size / 60), size % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `${toWallClock(at, zone).slice(0, 19)}${minutes < 0 ? '-' : '+'}${offset}`;
}

/** UTC epoch seconds as RFC 3339: `2026-07-24T11:23:49Z`. */
export function formatUtcInstant(at: number): string {
  return `${new Date(at * 1000).toISOString().slice(0, 19)}Z`;
}

function toWallClock(at: number, zone: string): string {
  return new Date((at + zoneOffsetSeconds(zone, at)) * 1000).toISOString();
}
