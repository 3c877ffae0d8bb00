/**
 * Fields of a rate card under their own names and those that the import page shows: admin/Public/CC_ratecard_import.php
 * and addons/Doc/a2b_import_rates_info.txt (github.com/Star2Billing/a2billing).
 */
export const A2BILLING_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  dialprefix: ['prefix', 'dial prefix'],
  destination: ['destination country'],
  rateinitial: ['selling rate', 'rate initial'],
  buyrate: ['buying rate'],
  buyrateinitblock: ['buyrate min duration'],
  buyrateincrement: ['buyrate billing block'],
  initblock: ['sellrate min duration'],
  billingblock: ['sellrate billing block'],
  connectcharge: ['connect charge'],
  disconnectcharge: ['disconnect charge'],
  disconnectchargeafter: ['disconnect charge threshold', 'disconnectcharge after'],
  minimalcost: ['minimum call cost', 'minimal cost'],
  stepchargea: ['step charge a'],
  chargea: ['charge a'],
  timechargea: ['time charge a'],
  billingblocka: ['billing block a'],
  stepchargeb: ['step charge b'],
  chargeb: ['charge b'],
  timechargeb: ['time charge b'],
  billingblockb: ['billing block b'],
  stepchargec: ['step charge c'],
  chargec: ['charge c'],
  timechargec: ['time charge c'],
  billingblockc: ['billing block c'],
  startdate: ['start date'],
  stopdate: ['stop date'],
  starttime: ['start time'],
  endtime: ['end time'],
  additionalgrace: ['additional grace'],
  roundingcalltime: ['rounding calltime'],
  roundingthreshold: ['rounding threshold'],
  additionalblockcharge: ['additional block charge'],
  additionalblockchargetime: ['additional block charge time'],
  announcetimecorrection: ['announce time correction'],
  tag: [],
};

/** The three that every file begins with. */
export const FIXED_COLUMNS = ['dialprefix', 'destination', 'rateinitial'] as const;
