/** A row of somebody's table, as JSON has it. */
type Row = Readonly<Record<string, unknown>>;
type Tables<Needed extends string, Optional extends string> = Readonly<Record<Needed, readonly Row[]>> &
  Readonly<Partial<Record<Optional, readonly Row[]>>>;

/**
 * Tables of FreePBX that tell of phones and numbers, as its modules core, queues and ringgroups make them (their
 * module.xml, and install.sql before 14). A module may be missing, and then its tables are.
 */
export const FREEPBX_TABLES = {
  needed: ['devices', 'users', 'incoming', 'trunks'],
  optional: ['queues_config', 'queues_details', 'ringgroups'],
} as const;
export type FreepbxTables = Tables<
  (typeof FREEPBX_TABLES.needed)[number],
  (typeof FREEPBX_TABLES.optional)[number]
>;

/** Tables of FusionPBX that tell of phones and numbers, as its apps' app_config.php have them. */
export const FUSIONPBX_TABLES = {
  needed: ['v_domains', 'v_extensions'],
  optional: [
    'v_destinations',
    'v_gateways',
    'v_ring_groups',
    'v_ring_group_destinations',
    'v_call_center_queues',
    'v_call_center_tiers',
    'v_call_center_agents',
    'v_devices',
    'v_device_lines',
  ],
} as const;
export type FusionpbxTables = Tables<
  (typeof FUSIONPBX_TABLES.needed)[number],
  (typeof FUSIONPBX_TABLES.optional)[number]
>;
