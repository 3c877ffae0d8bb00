/**
 * Tables in which PBXs keep their phones and numbers: the columns that are read, and of the others those that could be
 * mistaken for them, in the types that the product gives them. What a product's own files say of them is named beside each.
 */

/** FreePBX/core, module.xml (its `database`) and install.php; FreePBX/queues and FreePBX/ringgroups, module.xml. */
export const FREEPBX_DIRECTORY = [
  `CREATE TABLE devices (id varchar(20) NOT NULL PRIMARY KEY, tech varchar(10) NOT NULL, dial varchar(255) NOT NULL,
    devicetype varchar(5) NOT NULL, user varchar(50), description varchar(50), emergency_cid varchar(100))`,
  `CREATE TABLE users (extension varchar(20) NOT NULL PRIMARY KEY, password varchar(20), name varchar(50),
    voicemail varchar(50), ringtimer int, noanswer varchar(100), outboundcid varchar(50), sipname varchar(50))`,
  `CREATE TABLE incoming (cidnum varchar(191) NOT NULL, extension varchar(50) NOT NULL, destination varchar(50),
    privacyman tinyint, alertinfo varchar(255), mohclass varchar(80), description varchar(80),
    PRIMARY KEY (cidnum, extension))`,
  `CREATE TABLE trunks (trunkid int NOT NULL, name varchar(50) NOT NULL DEFAULT '', tech varchar(20) NOT NULL,
    outcid varchar(40) NOT NULL DEFAULT '', channelid varchar(255) NOT NULL DEFAULT '', usercontext varchar(255),
    provider varchar(40), disabled varchar(4) DEFAULT 'off', PRIMARY KEY (trunkid, tech, channelid))`,
  `CREATE TABLE queues_config (extension varchar(20) NOT NULL DEFAULT '' PRIMARY KEY,
    descr varchar(35) NOT NULL DEFAULT '', password varchar(20) NOT NULL DEFAULT '')`,
  `CREATE TABLE queues_details (id varchar(45) NOT NULL DEFAULT '-1', keyword varchar(30) NOT NULL DEFAULT '',
    data varchar(150) NOT NULL DEFAULT '', flags int NOT NULL DEFAULT 0, PRIMARY KEY (id, keyword, data))`,
  `CREATE TABLE ringgroups (grpnum bigint NOT NULL PRIMARY KEY, strategy varchar(50) NOT NULL,
    grptime smallint NOT NULL, grppre varchar(100), grplist varchar(255) NOT NULL, description varchar(35))`,
];

/** fusionpbx/fusionpbx: core/domains and app/extensions, destinations, gateways, ring_groups, call_centers, devices. */
export const FUSIONPBX_DIRECTORY = [
  `CREATE TABLE v_domains (domain_uuid uuid PRIMARY KEY, domain_name text, domain_enabled boolean,
    domain_description text)`,
  `CREATE TABLE v_extensions (extension_uuid uuid PRIMARY KEY, domain_uuid uuid, extension text, number_alias text,
    password text, accountcode text, effective_caller_id_name text, directory_first_name text,
    directory_last_name text, enabled text, description text)`,
  `CREATE TABLE v_destinations (destination_uuid uuid PRIMARY KEY, domain_uuid uuid, destination_type text,
    destination_prefix text, destination_area_code text, destination_number text, destination_app text,
    destination_data text, destination_actions jsonb, destination_enabled boolean)`,
  `CREATE TABLE v_gateways (gateway_uuid uuid PRIMARY KEY, domain_uuid uuid, gateway text, username text,
    password text, proxy text, enabled text)`,
  `CREATE TABLE v_ring_groups (ring_group_uuid uuid PRIMARY KEY, domain_uuid uuid, ring_group_name text,
    ring_group_extension text, ring_group_enabled boolean)`,
  `CREATE TABLE v_ring_group_destinations (ring_group_destination_uuid uuid PRIMARY KEY, domain_uuid uuid,
    ring_group_uuid uuid, destination_number text, destination_delay numeric)`,
  `CREATE TABLE v_devices (device_uuid uuid PRIMARY KEY, domain_uuid uuid, device_address text, device_password text)`,
  `CREATE TABLE v_device_lines (device_line_uuid uuid PRIMARY KEY, domain_uuid uuid, device_uuid uuid,
    line_number text, user_id text, auth_id text, password text)`,
];
