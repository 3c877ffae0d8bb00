/**
 * Tables as the products make them, their columns and indexes word by word. What a product's own files say of them is
 * named beside each.
 */

/** Columns of every `cdr` of cdr_mysql: FreePBX/framework, SQL/cdr_mysql_table.sql; FreePBX/cdr, install.php. */
const CDR_MYSQL = `
  calldate datetime NOT NULL default '0000-00-00 00:00:00',
  clid varchar(80) NOT NULL default '',
  src varchar(80) NOT NULL default '',
  dst varchar(80) NOT NULL default '',
  dcontext varchar(80) NOT NULL default '',
  channel varchar(80) NOT NULL default '',
  dstchannel varchar(80) NOT NULL default '',
  lastapp varchar(80) NOT NULL default '',
  lastdata varchar(80) NOT NULL default '',
  duration int(11) NOT NULL default '0',
  billsec int(11) NOT NULL default '0',
  disposition varchar(45) NOT NULL default '',
  amaflags int(11) NOT NULL default '0',
  accountcode varchar(20) NOT NULL default '',
  uniqueid varchar(32) NOT NULL default '',
  userfield varchar(255) NOT NULL default ''`;

/** FreePBX 13 to 17, as its installations have it. */
export const FREEPBX_CDR = `CREATE TABLE cdr (${CDR_MYSQL},
  did varchar(50) NOT NULL default '',
  recordingfile varchar(255) NOT NULL default '',
  cnum varchar(80) NOT NULL default '',
  cnam varchar(80) NOT NULL default '',
  outbound_cnum varchar(80) NOT NULL default '',
  outbound_cnam varchar(80) NOT NULL default '',
  dst_cnam varchar(80) NOT NULL default '',
  linkedid varchar(32) NOT NULL default '',
  peeraccount varchar(80) NOT NULL default '',
  sequence int(11) NOT NULL default '0',
  KEY calldate (calldate),
  KEY dst (dst),
  KEY accountcode (accountcode),
  KEY uniqueid (uniqueid),
  KEY did (did),
  KEY recordingfile (recordingfile(191))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4`;

/** cdr_mysql's plain table, which knows no uniqueid before `loguniqueid`, and is often given a number. */
export const NUMBERED_CDR = `CREATE TABLE cdr (id int(11) unsigned NOT NULL auto_increment,${CDR_MYSQL},
  PRIMARY KEY (id), KEY calldate (calldate))`;

/** asterisk/asterisk, contrib/ast-db-manage/cdr/versions/210693f3123d_create_cdr_table.py: no index at all. */
export const ASTERISK_CDR_COLUMNS = `
  accountcode varchar(80), src varchar(80), dst varchar(80), dcontext varchar(80), clid varchar(80),
  channel varchar(80), dstchannel varchar(80), lastapp varchar(80), lastdata varchar(80), start timestamp,
  answer timestamp, "end" timestamp, duration integer, billsec integer, disposition varchar(45),
  amaflags varchar(45), userfield varchar(256), uniqueid varchar(150), linkedid varchar(150),
  peeraccount varchar(80), sequence integer`;

/**
 * A table of cdr_adaptive_odbc, which fills each column that has the name of a CDR variable, as of its type
 * (cdr_adaptive_odbc.c): Asterisk's own columns, those of a dialplan, and one that it knows nothing of.
 */
export const ADAPTIVE_ODBC_CDR = `CREATE TABLE cdr (id bigint unsigned AUTO_INCREMENT PRIMARY KEY,
  start datetime, answer datetime NULL, \`end\` datetime, clid varchar(80), src varchar(80), dst varchar(80),
  dcontext varchar(80), channel varchar(80), dstchannel varchar(80), lastapp varchar(80), lastdata varchar(80),
  duration float unsigned, billsec float unsigned,
  disposition enum('ANSWERED', 'BUSY', 'FAILED', 'NO ANSWER', 'CONGESTION'), amaflags varchar(16),
  accountcode varchar(20), userfield varchar(255), uniqueid varchar(32), linkedid varchar(32),
  peeraccount varchar(20), sequence int, did varchar(50), outcid varchar(50), \`my-note\` varchar(10))`;

/** docs.asterisk.org, PostgreSQL CDR Backend, with the columns of version 1.8 and later. */
export const CDR_PGSQL = `CREATE TABLE cdr (
  calldate timestamp NOT NULL, clid varchar(80) NOT NULL, src varchar(80) NOT NULL, dst varchar(80) NOT NULL,
  dcontext varchar(80) NOT NULL, channel varchar(80) NOT NULL, dstchannel varchar(80) NOT NULL,
  lastapp varchar(80) NOT NULL, lastdata varchar(80) NOT NULL, duration int NOT NULL, billsec int NOT NULL,
  disposition varchar(45) NOT NULL, amaflags int NOT NULL, accountcode varchar(20) NOT NULL,
  uniqueid varchar(150) NOT NULL, userfield varchar(255) NOT NULL, peeraccount varchar(20) NOT NULL,
  linkedid varchar(150) NOT NULL, sequence int NOT NULL)`;

/** FreePBX/cel, install.php, FreePBX 13 to 17. */
export const FREEPBX_CEL = `CREATE TABLE cel (
  id int(11) NOT NULL auto_increment, eventtype varchar(30) NOT NULL, eventtime datetime NOT NULL,
  cid_name varchar(80) NOT NULL, cid_num varchar(80) NOT NULL, cid_ani varchar(80) NOT NULL,
  cid_rdnis varchar(80) NOT NULL, cid_dnid varchar(80) NOT NULL, exten varchar(80) NOT NULL,
  context varchar(80) NOT NULL, channame varchar(80) NOT NULL, appname varchar(80) NOT NULL,
  appdata varchar(255) NOT NULL, amaflags int(11) NOT NULL, accountcode varchar(20) NOT NULL,
  uniqueid varchar(32) NOT NULL, linkedid varchar(32) NOT NULL, peer varchar(80) NOT NULL,
  userdeftype varchar(255) NOT NULL, extra varchar(512) NOT NULL,
  PRIMARY KEY (id), KEY uniqueid_index (uniqueid), KEY linkedid_index (linkedid), KEY context_index (context))`;

/** FreePBX/cdr, install.php, FreePBX 12 and before, with columns that no event has. */
export const OLD_FREEPBX_CEL = `CREATE TABLE cel (
  id int(11) NOT NULL auto_increment, eventtype varchar(30) NOT NULL, eventtime datetime NOT NULL,
  cid_name varchar(80) NOT NULL, cid_num varchar(80) NOT NULL, cid_ani varchar(80) NOT NULL,
  cid_rdnis varchar(80) NOT NULL, cid_dnid varchar(80) NOT NULL, exten varchar(80) NOT NULL,
  context varchar(80) NOT NULL, channame varchar(80) NOT NULL, src varchar(80) NOT NULL, dst varchar(80) NOT NULL,
  channel varchar(80) NOT NULL, dstchannel varchar(80) NOT NULL, appname varchar(80) NOT NULL,
  appdata varchar(80) NOT NULL, amaflags int(11) NOT NULL, accountcode varchar(20) NOT NULL,
  uniqueid varchar(32) NOT NULL, linkedid varchar(32) NOT NULL, peer varchar(80) NOT NULL,
  userdeftype varchar(255) NOT NULL, eventextra varchar(255) NOT NULL, userfield varchar(255) NOT NULL,
  PRIMARY KEY (id), KEY uniqueid_index (uniqueid), KEY linkedid_index (linkedid))`;

/** wiki.asterisk.org, PostgreSQL CEL Backend; `extra` is what cel_pgsql writes where the table has it. */
export const CEL_PGSQL = `CREATE TABLE cel (
  id serial, eventtype varchar(30) NOT NULL, eventtime timestamp NOT NULL, userdeftype varchar(255) NOT NULL,
  cid_name varchar(80) NOT NULL, cid_num varchar(80) NOT NULL, cid_ani varchar(80) NOT NULL,
  cid_rdnis varchar(80) NOT NULL, cid_dnid varchar(80) NOT NULL, exten varchar(80) NOT NULL,
  context varchar(80) NOT NULL, channame varchar(80) NOT NULL, appname varchar(80) NOT NULL,
  appdata varchar(80) NOT NULL, amaflags int NOT NULL, accountcode varchar(20) NOT NULL,
  peeraccount varchar(20) NOT NULL, uniqueid varchar(150) NOT NULL, linkedid varchar(150) NOT NULL,
  userfield varchar(255) NOT NULL, peer varchar(80) NOT NULL, extra varchar(512) NOT NULL)`;

/** asterisk/asterisk, contrib/realtime/mysql/queue_log.sql. */
export const QUEUE_LOG = `CREATE TABLE queue_log (
  time datetime, callid char(50), queuename char(50), agent char(50), event char(20),
  data1 char(50), data2 char(50), data3 char(50), data4 char(50), data5 char(50),
  index bydate (time), index qname (queuename,time))`;

/** OpenSIPS/opensips, scripts/mysql/acc-create.sql, with extra columns of its example configurations. */
export const OPENSIPS_ACC = `CREATE TABLE acc (
  id INT(10) UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL,
  method CHAR(16) DEFAULT '' NOT NULL, from_tag CHAR(64) DEFAULT '' NOT NULL, to_tag CHAR(64) DEFAULT '' NOT NULL,
  callid CHAR(64) DEFAULT '' NOT NULL, sip_code CHAR(3) DEFAULT '' NOT NULL, sip_reason CHAR(32) DEFAULT '' NOT NULL,
  time DATETIME NOT NULL, duration INT(11) UNSIGNED DEFAULT 0 NOT NULL,
  ms_duration INT(11) UNSIGNED DEFAULT 0 NOT NULL, setuptime INT(11) UNSIGNED DEFAULT 0 NOT NULL,
  created DATETIME DEFAULT NULL, src_uri varchar(128) NOT NULL default '', dst_uri varchar(128) NOT NULL default '',
  KEY callid_idx (callid)) ENGINE=InnoDB`;

/** kamailio/kamailio, utils/kamctl/mysql/acc-create.sql, with the columns that etc/kamailio.cfg adds. */
export const KAMAILIO_ACC = `CREATE TABLE acc (
  id INT(10) UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL,
  method VARCHAR(16) DEFAULT '' NOT NULL, from_tag VARCHAR(128) DEFAULT '' NOT NULL,
  to_tag VARCHAR(128) DEFAULT '' NOT NULL, callid VARCHAR(255) DEFAULT '' NOT NULL,
  sip_code VARCHAR(3) DEFAULT '' NOT NULL, sip_reason VARCHAR(128) DEFAULT '' NOT NULL, time DATETIME NOT NULL,
  src_user VARCHAR(64) NOT NULL DEFAULT '', src_domain VARCHAR(128) NOT NULL DEFAULT '',
  src_ip varchar(64) NOT NULL default '', dst_ouser VARCHAR(64) NOT NULL DEFAULT '',
  dst_user VARCHAR(64) NOT NULL DEFAULT '', dst_domain VARCHAR(128) NOT NULL DEFAULT '',
  KEY callid_idx (callid))`;

/** kamailio/kamailio, utils/kamctl/postgres/acc-create.sql, with the same columns more. */
export const KAMAILIO_ACC_POSTGRES = `CREATE TABLE acc (id SERIAL PRIMARY KEY NOT NULL,
  method VARCHAR(16) DEFAULT '' NOT NULL, from_tag VARCHAR(128) DEFAULT '' NOT NULL,
  to_tag VARCHAR(128) DEFAULT '' NOT NULL, callid VARCHAR(255) DEFAULT '' NOT NULL,
  sip_code VARCHAR(3) DEFAULT '' NOT NULL, sip_reason VARCHAR(128) DEFAULT '' NOT NULL,
  time TIMESTAMP WITHOUT TIME ZONE NOT NULL, src_user VARCHAR(64) NOT NULL DEFAULT '',
  src_ip varchar(64) NOT NULL default '', dst_user VARCHAR(64) NOT NULL DEFAULT '');
  CREATE INDEX acc_callid_idx ON acc (callid)`;

/** OpenSIPS/opensips, scripts/postgres/acc-create.sql, whose texts are padded. */
export const OPENSIPS_ACC_POSTGRES = `CREATE TABLE acc (id SERIAL PRIMARY KEY NOT NULL,
  method CHAR(16) DEFAULT '' NOT NULL, from_tag CHAR(64) DEFAULT '' NOT NULL, to_tag CHAR(64) DEFAULT '' NOT NULL,
  callid CHAR(64) DEFAULT '' NOT NULL, sip_code CHAR(3) DEFAULT '' NOT NULL, sip_reason CHAR(32) DEFAULT '' NOT NULL,
  time TIMESTAMP NOT NULL, duration INTEGER DEFAULT 0 NOT NULL, ms_duration INTEGER DEFAULT 0 NOT NULL,
  setuptime INTEGER DEFAULT 0 NOT NULL, created TIMESTAMP DEFAULT NULL, src_uri varchar(128) NOT NULL default '',
  dst_uri varchar(128) NOT NULL default '');
  CREATE INDEX acc_callid_idx ON acc (callid)`;

/** kamailio.org, the table of the stored procedure kamailio_cdrs. */
export const KAMAILIO_CDRS = `CREATE TABLE cdrs (
  cdr_id bigint(20) NOT NULL auto_increment, src_username varchar(64) NOT NULL default '',
  src_domain varchar(128) NOT NULL default '', dst_username varchar(64) NOT NULL default '',
  dst_domain varchar(128) NOT NULL default '', dst_ousername varchar(64) NOT NULL default '',
  call_start_time datetime NOT NULL default '2000-01-01 00:00:00', duration int(10) unsigned NOT NULL default '0',
  sip_call_id varchar(128) NOT NULL default '', sip_from_tag varchar(128) NOT NULL default '',
  sip_to_tag varchar(128) NOT NULL default '', src_ip varchar(64) NOT NULL default '',
  cost integer NOT NULL default '0', rated integer NOT NULL default '0', created datetime NOT NULL,
  PRIMARY KEY (cdr_id), UNIQUE KEY uk_cft (sip_call_id,sip_from_tag,sip_to_tag))`;

/** kamailio/kamailio, utils/kamctl/mysql/acc-create.sql, which has no columns of cdr_extra. */
export const KAMAILIO_ACC_CDRS = `CREATE TABLE acc_cdrs (
  id INT(10) UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL,
  start_time DATETIME DEFAULT '2000-01-01 00:00:00' NOT NULL, end_time DATETIME DEFAULT '2000-01-01 00:00:00' NOT NULL,
  duration FLOAT(10,3) DEFAULT 0 NOT NULL, KEY start_time_idx (start_time))`;

/** fusionpbx/fusionpbx, app/xml_cdr/app_config.php of August 2026, for Postgres: all 80 columns, and no index. */
export const FUSIONPBX_CDR = `CREATE TABLE v_xml_cdr (
  xml_cdr_uuid uuid PRIMARY KEY, domain_uuid uuid, provider_uuid uuid, extension_uuid uuid, sip_call_id text,
  domain_name text, accountcode text,
  direction text, default_language text, context text, caller_id_name text, caller_id_number text,
  caller_destination text, source_number text, destination_number text, start_epoch numeric,
  start_stamp timestamptz, answer_stamp timestamptz, answer_epoch numeric, end_epoch numeric,
  end_stamp timestamptz, duration numeric, mduration numeric, billsec numeric, billmsec numeric, bridge_uuid text,
  read_codec text, read_rate text, write_codec text, write_rate text, remote_media_ip text, network_addr text,
  record_path text, record_name text, leg char(1), originating_leg_uuid uuid, pdd_ms numeric,
  rtp_audio_in_mos numeric, last_app text, last_arg text, voicemail_message boolean, missed_call boolean,
  cc_side text, cc_member_uuid uuid, cc_queue_joined_epoch numeric, cc_queue text, cc_member_session_uuid uuid,
  waitsec numeric, digits_dialed text, pin_number text, hangup_cause text, hangup_cause_q850 numeric,
  sip_hangup_disposition text, hold_accum_seconds numeric, record_length numeric, record_transcription text,
  call_center_queue_uuid uuid, cc_agent_uuid uuid, cc_agent text, cc_agent_type text, cc_agent_bridged text,
  cc_queue_answered_epoch numeric, cc_queue_terminated_epoch numeric, cc_queue_canceled_epoch numeric,
  cc_cancel_reason text, cc_cause text, conference_name text, conference_uuid uuid, conference_member_id text,
  status text, call_disposition text, ring_group_uuid uuid, ivr_menu_uuid uuid, processed boolean,
  call_flow jsonb, xml text, json jsonb, insert_date timestamptz, insert_user uuid, update_date timestamptz,
  update_user uuid)`;
