export interface paths {
    "/api/v1/exports/outcalls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Outbound calls as CSV, every cost explained */
        post: operations["exportExplainedOutcalls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has signed in */
        get: operations["readSession"];
        put?: never;
        /** Signs in; answers with a cookie */
        post: operations["signIn"];
        /** Signs out */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rejects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Records that could not be read */
        get: operations["listRejects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/source-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kinds of sources, and what each needs to know */
        get: operations["listSourceKinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How sources fare, by name */
        get: operations["listSources"];
        put?: never;
        /** Tries a source and adds it */
        post: operations["addSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a source fares */
        get: operations["readSource"];
        put?: never;
        post?: never;
        /** Forgets a source, not its records */
        delete: operations["removeSource"];
        options?: never;
        head?: never;
        /** Changes settings and secrets; null takes one away */
        patch: operations["changeSource"];
        trace?: never;
    };
    "/api/v1/sources/{name}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries a source, landing nothing */
        post: operations["testSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{name}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a source, and answers when nobody reads it */
        post: operations["pauseSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{name}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on with a source */
        post: operations["resumeSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/directory/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries of the directory with their history */
        get: operations["listDirectory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest rating runs, the newest first */
        get: operations["listRuns"];
        put?: never;
        /** Prices calls again; answers with its progress */
        post: operations["beginRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A rating run with its comparison */
        get: operations["readRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets everybody see what a run priced */
        post: operations["publishRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a run, or drops one that waits for a yes */
        post: operations["cancelRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whatif": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who would pay what by other prices; keeps none */
        post: operations["askWhatIf"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{acctid}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a call was charged, and why */
        get: operations["explainCall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{acctid}/journey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened in a call */
        get: operations["readJourney"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statements/{company}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A company's statement of a month */
        get: operations["readStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of closed months since */
        get: operations["listAdjustments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/periods/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes a month, for good */
        post: operations["closePeriod"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was closed, the newest first */
        get: operations["listPeriods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows that the figures of a period add up */
        get: operations["prove"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is wrong with calls, kind by kind */
        get: operations["listWork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-queue/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much of each kind is open */
        get: operations["countWork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-queue/items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One item of the work queue */
        get: operations["readWork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-queue/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does work over; answers with its progress */
        post: operations["replayWork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-queue/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts items aside, and keeps why */
        post: operations["dismissWork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/work-queue/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes items up again that were put aside */
        post: operations["reopenWork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/incalls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Inbound calls by extension */
        post: operations["reportIncalls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/incalls/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Inbound calls by extension, as a file */
        get: operations["exportIncalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/outcalls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Outbound calls by device, with their costs */
        post: operations["reportOutcalls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/outcalls/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Outbound calls by device, with their costs, as a file */
        get: operations["exportOutcalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/outsummary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Costs of outbound calls by company */
        post: operations["reportOutsummary"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/outsummary/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Costs of outbound calls by company, as a file */
        get: operations["exportOutsummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/allcalls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Inbound and outbound calls of every company */
        post: operations["reportAllcalls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/allcalls/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Inbound and outbound calls of every company, as a file */
        get: operations["exportAllcalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Measures of calls by dimensions */
        get: operations["readFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls of both sides, page by page */
        get: operations["listCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls of both sides, as a file */
        get: operations["exportCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls of queues and ring groups */
        get: operations["readQueues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/missed-callers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Missed callers not called back */
        get: operations["listMissedCallers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trunks/load": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls at once on trunks, over time */
        get: operations["readTrunkLoad"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls in progress and today's figures, as they move */
        get: operations["readLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may sign in, by login */
        get: operations["listUsers"];
        put?: never;
        /** Adds a user */
        post: operations["addUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{login}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a user, their sessions and their keys */
        delete: operations["removeUser"];
        options?: never;
        head?: never;
        /** Gives other permissions, or a password */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/api/v1/users/{login}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys of a user, the newest first */
        get: operations["listKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a key that acts for a user */
        post: operations["makeKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a key at once */
        delete: operations["removeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the sender's own password */
        post: operations["changeOwnPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/two-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sender's second factor */
        get: operations["readTwoFactor"];
        put?: never;
        /** A secret for an authenticator app */
        post: operations["beginTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/two-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turns on the second factor that was begun */
        post: operations["confirmTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/two-factor/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turns off the sender's second factor */
        post: operations["stopTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{login}/two-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Turns off a user's second factor */
        delete: operations["removeTwoFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, the newest first */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/first-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an installation has already */
        get: operations["readFirstRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of the sample PBX */
        get: operations["readSample"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/asterisk-cdr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asterisk's Master.csv or Custom.csv */
        post: operations["importAsteriskCdrs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/asterisk-queue-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asterisk's queue_log */
        post: operations["importAsteriskQueueLog"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/asterisk-cel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asterisk's channel events as CSV */
        post: operations["importAsteriskCel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/freeswitch-csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** FreeSWITCH's mod_cdr_csv: Master.csv by any stock template, or by one's own */
        post: operations["importFreeswitchCsv"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/freeswitch-json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** FreeSWITCH's mod_json_cdr or mod_format_cdr: files of JSON */
        post: operations["importFreeswitchJson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/freeswitch-xml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** FreeSWITCH's mod_xml_cdr or mod_format_cdr: files of XML */
        post: operations["importFreeswitchXml"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/freepbx-csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** FreePBX's records: CDR Reports as CSV, a table export, or a dump with INSERTs */
        post: operations["importFreepbxCsv"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/cucm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cisco Unified Communications Manager's CDR flat files */
        post: operations["importCucm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/3cx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 3CX's CDR output (cdr.log), or the CSV of its call log */
        post: operations["import3cx"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/smdr-avaya": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Avaya IP Office's SMDR: a line of commas for each segment of a call */
        post: operations["importSmdrAvaya"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/smdr-mitel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mitel 3300's and MiVoice Business's SMDR, of the last half year: its lines have no year */
        post: operations["importSmdrMitel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/smdr-panasonic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Panasonic KX-TDA's and KX-NS's SMDR, of 80 or 120 columns */
        post: operations["importSmdrPanasonic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/mapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** any CSV, read by a mapping: columns, time formats, units, meanings */
        post: operations["importMapping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/cdr-json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ringledger's own records in JSON, one or a list or one a line: docs/cdr.schema.json */
        post: operations["importCdrJson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/cdr-csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ringledger's own records in CSV, the first line naming their fields */
        post: operations["importCdrCsv"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{kind}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How the first records of a file would land; keeps nothing */
        post: operations["tryFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cdrs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records as JSON, JSON lines or CSV
         * @description docs/file-formats.md tells the fields. Answers when all of it is durable.
         */
        post: operations["postCdrs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cdrs/freeswitch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What FreeSWITCH's modules post */
        post: operations["postFreeswitchCdr"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/directory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a directory.json in, all or nothing */
        post: operations["importDirectory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/directory/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes in what was found where a directory is kept */
        post: operations["syncDirectory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of rate decks, and revisions of the card */
        get: operations["listRates"];
        put?: never;
        /** Imports a dated version of a rate deck */
        post: operations["importDeck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rates/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rates, bands or holidays of a deck, as CSV */
        get: operations["exportDeck"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rates/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a version of a deck differs from another */
        get: operations["compareDecks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rates/prefixes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rates of a version, prefix by prefix */
        get: operations["listPrefixRates"];
        put?: never;
        /** Changes the rates of some prefixes of a version */
        post: operations["editPrefixRates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rates/foreign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Imports another product's rates */
        post: operations["importForeignDecks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tariffs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All tariffs, and who pays by what */
        get: operations["readTariffs"];
        put?: never;
        /** Makes a tariffs.json all the tariffs there are */
        post: operations["importTariffs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/carrier-bills/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a carrier's bill and our calls do not agree on */
        post: operations["checkCarrierBill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    exportExplainedOutcalls: {
        parameters: {
            query?: {
                /** @description That of calldate; the PBX's. */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    scope?: {
                        [key: string]: unknown;
                    };
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description CSV */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    readSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        login: string;
                        name: string;
                        /** @description Whether they may do everything. */
                        administrator: boolean;
                        /** @description Whether they may see calls. */
                        reporting: boolean;
                        /** @description Whether outside numbers lack their last digits. */
                        maskNumbers: boolean;
                        everyCompany: boolean;
                        /** @description Companies whose calls they may see, by id. */
                        companies: {
                            id: string;
                            name: string;
                        }[];
                        /** @description IANA zone of the PBX, by which days and months go. */
                        zone: string;
                    };
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    username: string;
                    password: string;
                    /** @description The second factor's, of whoever has one: 401 `code-needed` asks for it. */
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        login: string;
                        name: string;
                        /** @description Whether they may do everything. */
                        administrator: boolean;
                        /** @description Whether they may see calls. */
                        reporting: boolean;
                        /** @description Whether outside numbers lack their last digits. */
                        maskNumbers: boolean;
                        everyCompany: boolean;
                        /** @description Companies whose calls they may see, by id. */
                        companies: {
                            id: string;
                            name: string;
                        }[];
                        /** @description IANA zone of the PBX, by which days and months go. */
                        zone: string;
                    };
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listRejects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON lines, a record each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
        };
    };
    listSourceKinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        kinds: {
                            kind: string;
                            description: string;
                            /** @description A JSON schema. */
                            settings: {
                                [key: string]: unknown;
                            };
                            secrets: string[];
                        }[];
                    };
                };
            };
        };
    };
    listSources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sources: {
                            name: string;
                            kind: string;
                            /** @enum {unknown} */
                            state: "reading" | "failing" | "idle" | "paused";
                            settings: {
                                [key: string]: unknown;
                            };
                            /** @description Names of the secrets that are kept; never the secrets. */
                            secrets: string[];
                            landed: number;
                            duplicates: number;
                            rejects: number;
                            recordsPerMinute: number;
                            /** @description Start of the latest record. */
                            lastRecord: string | null;
                            /** @description How old the latest record was when it landed; while records wait, how old it is now. */
                            lagSeconds: number | null;
                            waiting: number | null;
                            error: string | null;
                            lastError: {
                                message: string;
                                at: string;
                            } | null;
                            /** Format: date-time */
                            madeAt: string;
                            madeBy: string;
                        }[];
                    };
                };
            };
        };
    };
    addSource: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    kind: string;
                    settings?: {
                        [key: string]: unknown;
                    };
                    secrets?: {
                        [key: string]: unknown;
                    };
                    /** @description Not to be tried first. */
                    untested?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        kind: string;
                        /** @enum {unknown} */
                        state: "reading" | "failing" | "idle" | "paused";
                        settings: {
                            [key: string]: unknown;
                        };
                        /** @description Names of the secrets that are kept; never the secrets. */
                        secrets: string[];
                        landed: number;
                        duplicates: number;
                        rejects: number;
                        recordsPerMinute: number;
                        /** @description Start of the latest record. */
                        lastRecord: string | null;
                        /** @description How old the latest record was when it landed; while records wait, how old it is now. */
                        lagSeconds: number | null;
                        waiting: number | null;
                        error: string | null;
                        lastError: {
                            message: string;
                            at: string;
                        } | null;
                        /** Format: date-time */
                        madeAt: string;
                        madeBy: string;
                        /** @description What a trial found: sentences. */
                        found: string[];
                    };
                };
            };
        };
    };
    readSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        kind: string;
                        /** @enum {unknown} */
                        state: "reading" | "failing" | "idle" | "paused";
                        settings: {
                            [key: string]: unknown;
                        };
                        /** @description Names of the secrets that are kept; never the secrets. */
                        secrets: string[];
                        landed: number;
                        duplicates: number;
                        rejects: number;
                        recordsPerMinute: number;
                        /** @description Start of the latest record. */
                        lastRecord: string | null;
                        /** @description How old the latest record was when it landed; while records wait, how old it is now. */
                        lagSeconds: number | null;
                        waiting: number | null;
                        error: string | null;
                        lastError: {
                            message: string;
                            at: string;
                        } | null;
                        /** Format: date-time */
                        madeAt: string;
                        madeBy: string;
                    };
                };
            };
        };
    };
    removeSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        removed: string;
                    };
                };
            };
        };
    };
    changeSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings?: {
                        [key: string]: unknown;
                    };
                    secrets?: {
                        [key: string]: unknown;
                    };
                    /** @description Not to be tried first. */
                    untested?: boolean;
                    keepPlace?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        kind: string;
                        /** @enum {unknown} */
                        state: "reading" | "failing" | "idle" | "paused";
                        settings: {
                            [key: string]: unknown;
                        };
                        /** @description Names of the secrets that are kept; never the secrets. */
                        secrets: string[];
                        landed: number;
                        duplicates: number;
                        rejects: number;
                        recordsPerMinute: number;
                        /** @description Start of the latest record. */
                        lastRecord: string | null;
                        /** @description How old the latest record was when it landed; while records wait, how old it is now. */
                        lagSeconds: number | null;
                        waiting: number | null;
                        error: string | null;
                        lastError: {
                            message: string;
                            at: string;
                        } | null;
                        /** Format: date-time */
                        madeAt: string;
                        madeBy: string;
                        /** @description What a trial found: sentences. */
                        found: string[];
                    };
                };
            };
        };
    };
    testSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What a trial found: sentences. */
                        found: string[];
                    };
                };
            };
        };
    };
    pauseSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        kind: string;
                        /** @enum {unknown} */
                        state: "reading" | "failing" | "idle" | "paused";
                        settings: {
                            [key: string]: unknown;
                        };
                        /** @description Names of the secrets that are kept; never the secrets. */
                        secrets: string[];
                        landed: number;
                        duplicates: number;
                        rejects: number;
                        recordsPerMinute: number;
                        /** @description Start of the latest record. */
                        lastRecord: string | null;
                        /** @description How old the latest record was when it landed; while records wait, how old it is now. */
                        lagSeconds: number | null;
                        waiting: number | null;
                        error: string | null;
                        lastError: {
                            message: string;
                            at: string;
                        } | null;
                        /** Format: date-time */
                        madeAt: string;
                        madeBy: string;
                    };
                };
            };
        };
    };
    resumeSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        kind: string;
                        /** @enum {unknown} */
                        state: "reading" | "failing" | "idle" | "paused";
                        settings: {
                            [key: string]: unknown;
                        };
                        /** @description Names of the secrets that are kept; never the secrets. */
                        secrets: string[];
                        landed: number;
                        duplicates: number;
                        rejects: number;
                        recordsPerMinute: number;
                        /** @description Start of the latest record. */
                        lastRecord: string | null;
                        /** @description How old the latest record was when it landed; while records wait, how old it is now. */
                        lagSeconds: number | null;
                        waiting: number | null;
                        error: string | null;
                        lastError: {
                            message: string;
                            at: string;
                        } | null;
                        /** Format: date-time */
                        madeAt: string;
                        madeBy: string;
                    };
                };
            };
        };
    };
    listDirectory: {
        parameters: {
            query: {
                kind: "companies" | "extensions" | "devices" | "ddis" | "trunks" | "queues" | "groups";
                /** @description Text that a name, number or owner holds. */
                q?: string;
                /** @description A day: only what was there then, and was so then. */
                at?: string;
                limit?: number;
                /** @description Where a page goes on, as the one before it answered. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description Id or number. */
                            id: string;
                            /** @description Of numbers that are a company’s own; empty for others. */
                            company: string;
                            /** @description All that it ever was, the latest first. */
                            history: {
                                /** @description First day; null for always. */
                                from: string | null;
                                /** @description The first day on which it holds no more. */
                                to: string | null;
                                /** @description Whether it holds on the day that was asked for; else today. */
                                holds: boolean;
                                /** @description Whose syncs tell of it; null for people. */
                                source: string | null;
                                name?: string;
                                company?: string;
                                sipName?: string;
                                owner?: string;
                                kind?: string;
                                number?: string;
                                destination?: string;
                                extensions?: string[];
                                channels?: string[];
                                members?: string[];
                            }[];
                        }[];
                        /** @description Asks for the next page; null on the last. */
                        cursor: string | null;
                    };
                };
            };
        };
    };
    listRuns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        runs: {
                            id: number;
                            /** @enum {unknown} */
                            state: "pricing" | "review" | "published" | "settled" | "discarded" | "cancelled" | "failed" | "whatif";
                            reason: string;
                            askedBy: string;
                            /** Format: date-time */
                            from: string;
                            /**
                             * Format: date-time
                             * @description The first instant that is left out.
                             */
                            to: string;
                            /** @description Null is all. */
                            companies: string[] | null;
                            /** @description Null is all. */
                            devices: string[] | null;
                            /** @description Revision of the rate card. */
                            rates: number;
                            /** @description Whether each call is priced by the revision that priced it before. */
                            keepsRates: boolean;
                            calls: number;
                            priced: number;
                            comparison: {
                                calls: number;
                                changed: number;
                                before: {
                                    cost: string;
                                    unknown: number;
                                };
                                after: {
                                    cost: string;
                                    unknown: number;
                                };
                                becameKnown: number;
                                becameUnknown: number;
                                byCompany: {
                                    name: string;
                                    changed: number;
                                    before: string;
                                    after: string;
                                    becameKnown?: number;
                                    becameUnknown?: number;
                                }[];
                                byNumberType: {
                                    name: string;
                                    changed: number;
                                    before: string;
                                    after: string;
                                    becameKnown?: number;
                                    becameUnknown?: number;
                                }[];
                                byDestination: {
                                    name: string;
                                    changed: number;
                                    before: string;
                                    after: string;
                                    becameKnown?: number;
                                    becameUnknown?: number;
                                }[];
                                mostChanged: {
                                    acctid: number;
                                    company: string;
                                    device: string;
                                    /** @description UTC epoch seconds. */
                                    startAt: number;
                                    destination: string;
                                    before: string | null;
                                    after: string | null;
                                }[];
                            } | null;
                            /** @description Why it failed. */
                            message: string;
                            endedBy: string;
                            /** Format: date-time */
                            madeAt: string;
                            publishedAt: string | null;
                            finishedAt: string | null;
                        }[];
                    };
                };
            };
        };
    };
    beginRun: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A month, 2026-11; or from and to. */
                    period?: string;
                    /** Format: date */
                    from?: string;
                    /**
                     * Format: date
                     * @description The first day that is left out.
                     */
                    to?: string;
                    companies?: string[];
                    devices?: string[];
                    reason: string;
                    /** @description Waits, compared, for a yes. */
                    review?: boolean;
                };
            };
        };
        responses: {
            /** @description JSON lines: {"progress":{"done","total"}} as it goes, and at the end {"result"} or {"problem"}. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
        };
    };
    readRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @enum {unknown} */
                        state: "pricing" | "review" | "published" | "settled" | "discarded" | "cancelled" | "failed" | "whatif";
                        reason: string;
                        askedBy: string;
                        /** Format: date-time */
                        from: string;
                        /**
                         * Format: date-time
                         * @description The first instant that is left out.
                         */
                        to: string;
                        /** @description Null is all. */
                        companies: string[] | null;
                        /** @description Null is all. */
                        devices: string[] | null;
                        /** @description Revision of the rate card. */
                        rates: number;
                        /** @description Whether each call is priced by the revision that priced it before. */
                        keepsRates: boolean;
                        calls: number;
                        priced: number;
                        comparison: {
                            calls: number;
                            changed: number;
                            before: {
                                cost: string;
                                unknown: number;
                            };
                            after: {
                                cost: string;
                                unknown: number;
                            };
                            becameKnown: number;
                            becameUnknown: number;
                            byCompany: {
                                name: string;
                                changed: number;
                                before: string;
                                after: string;
                                becameKnown?: number;
                                becameUnknown?: number;
                            }[];
                            byNumberType: {
                                name: string;
                                changed: number;
                                before: string;
                                after: string;
                                becameKnown?: number;
                                becameUnknown?: number;
                            }[];
                            byDestination: {
                                name: string;
                                changed: number;
                                before: string;
                                after: string;
                                becameKnown?: number;
                                becameUnknown?: number;
                            }[];
                            mostChanged: {
                                acctid: number;
                                company: string;
                                device: string;
                                /** @description UTC epoch seconds. */
                                startAt: number;
                                destination: string;
                                before: string | null;
                                after: string | null;
                            }[];
                        } | null;
                        /** @description Why it failed. */
                        message: string;
                        endedBy: string;
                        /** Format: date-time */
                        madeAt: string;
                        publishedAt: string | null;
                        finishedAt: string | null;
                    };
                };
            };
        };
    };
    publishRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @enum {unknown} */
                        state: "pricing" | "review" | "published" | "settled" | "discarded" | "cancelled" | "failed" | "whatif";
                        reason: string;
                        askedBy: string;
                        /** Format: date-time */
                        from: string;
                        /**
                         * Format: date-time
                         * @description The first instant that is left out.
                         */
                        to: string;
                        /** @description Null is all. */
                        companies: string[] | null;
                        /** @description Null is all. */
                        devices: string[] | null;
                        /** @description Revision of the rate card. */
                        rates: number;
                        /** @description Whether each call is priced by the revision that priced it before. */
                        keepsRates: boolean;
                        calls: number;
                        priced: number;
                        comparison: {
                            calls: number;
                            changed: number;
                            before: {
                                cost: string;
                                unknown: number;
                            };
                            after: {
                                cost: string;
                                unknown: number;
                            };
                            becameKnown: number;
                            becameUnknown: number;
                            byCompany: {
                                name: string;
                                changed: number;
                                before: string;
                                after: string;
                                becameKnown?: number;
                                becameUnknown?: number;
                            }[];
                            byNumberType: {
                                name: string;
                                changed: number;
                                before: string;
                                after: string;
                                becameKnown?: number;
                                becameUnknown?: number;
                            }[];
                            byDestination: {
                                name: string;
                                changed: number;
                                before: string;
                                after: string;
                                becameKnown?: number;
                                becameUnknown?: number;
                            }[];
                            mostChanged: {
                                acctid: number;
                                company: string;
                                device: string;
                                /** @description UTC epoch seconds. */
                                startAt: number;
                                destination: string;
                                before: string | null;
                                after: string | null;
                            }[];
                        } | null;
                        /** @description Why it failed. */
                        message: string;
                        endedBy: string;
                        /** Format: date-time */
                        madeAt: string;
                        publishedAt: string | null;
                        finishedAt: string | null;
                    };
                };
            };
        };
    };
    cancelRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @enum {unknown} */
                        state: "pricing" | "review" | "published" | "settled" | "discarded" | "cancelled" | "failed" | "whatif";
                        reason: string;
                        askedBy: string;
                        /** Format: date-time */
                        from: string;
                        /**
                         * Format: date-time
                         * @description The first instant that is left out.
                         */
                        to: string;
                        /** @description Null is all. */
                        companies: string[] | null;
                        /** @description Null is all. */
                        devices: string[] | null;
                        /** @description Revision of the rate card. */
                        rates: number;
                        /** @description Whether each call is priced by the revision that priced it before. */
                        keepsRates: boolean;
                        calls: number;
                        priced: number;
                        comparison: {
                            calls: number;
                            changed: number;
                            before: {
                                cost: string;
                                unknown: number;
                            };
                            after: {
                                cost: string;
                                unknown: number;
                            };
                            becameKnown: number;
                            becameUnknown: number;
                            byCompany: {
                                name: string;
                                changed: number;
                                before: string;
                                after: string;
                                becameKnown?: number;
                                becameUnknown?: number;
                            }[];
                            byNumberType: {
                                name: string;
                                changed: number;
                                before: string;
                                after: string;
                                becameKnown?: number;
                                becameUnknown?: number;
                            }[];
                            byDestination: {
                                name: string;
                                changed: number;
                                before: string;
                                after: string;
                                becameKnown?: number;
                                becameUnknown?: number;
                            }[];
                            mostChanged: {
                                acctid: number;
                                company: string;
                                device: string;
                                /** @description UTC epoch seconds. */
                                startAt: number;
                                destination: string;
                                before: string | null;
                                after: string | null;
                            }[];
                        } | null;
                        /** @description Why it failed. */
                        message: string;
                        endedBy: string;
                        /** Format: date-time */
                        madeAt: string;
                        publishedAt: string | null;
                        finishedAt: string | null;
                    };
                };
            };
        };
    };
    askWhatIf: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description As docs/rating.md describes it. */
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description JSON lines: {"progress":{"done","total"}} as it goes, and at the end {"result"} or {"problem"}. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
        };
    };
    explainCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                acctid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acctid: number;
                        zone: string;
                        /** @description Why there is nothing to explain; empty where there is. */
                        message: string;
                        legs: ({
                            company: string;
                            /** @description Null where it is unknown. */
                            cost: string | null;
                            currency: string;
                            /** @description The whole of it in one sentence. */
                            sentence: string;
                            /** @description Step by step, in plain words. */
                            lines: string[];
                        } & {
                            [key: string]: unknown;
                        })[];
                        inbound: ({
                            company: string;
                            /** @description Null where it is unknown. */
                            cost: string | null;
                            currency: string;
                            /** @description The whole of it in one sentence. */
                            sentence: string;
                            /** @description Step by step, in plain words. */
                            lines: string[];
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
            };
        };
    };
    readJourney: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                acctid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acctid: number;
                        zone: string;
                        steps: {
                            /** @description UTC epoch seconds. */
                            at: number;
                            /**
                             * Format: date-time
                             * @description With the offset of the zone.
                             */
                            time: string;
                            /** @enum {unknown} */
                            kind: "dialled" | "queued" | "forwarded" | "rang" | "picked-up" | "answered" | "transferred" | "parked" | "retrieved" | "voicemail" | "conference" | "served" | "left-queue" | "ended";
                            who: {
                                /** @enum {unknown} */
                                kind: "device" | "extension" | "queue" | "group" | "outside" | "service" | "hidden";
                                id: string;
                                number: string;
                                name: string;
                                company: string;
                                trunk: string;
                            };
                            other: {
                                /** @enum {unknown} */
                                kind: "device" | "extension" | "queue" | "group" | "outside" | "service" | "hidden";
                                id: string;
                                number: string;
                                name: string;
                                company: string;
                                trunk: string;
                            } | null;
                            seconds: number | null;
                            how: string;
                            acctid: number;
                            sentence: string;
                        }[];
                    };
                };
            };
        };
    };
    readStatement: {
        parameters: {
            query: {
                /** @description 2026-11 */
                period: string;
                format?: "json" | "csv" | "pdf";
                itemised?: boolean;
                revision?: number;
                as_of?: string;
            };
            header?: never;
            path: {
                company: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The same bytes for ever where the month is closed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        company: {
                            id: string;
                            name: string;
                        };
                        period: string;
                        /** Format: date */
                        from: string;
                        /** Format: date */
                        to: string;
                        zone: string;
                        currency: string;
                        revision: number;
                        calls: number;
                        seconds: number;
                        unknownCalls: number;
                        closed: boolean;
                        sections: {
                            tariff: string;
                            spans: {
                                /** Format: date */
                                from: string;
                                /** Format: date */
                                to: string;
                            }[];
                            lines: {
                                numberType: string;
                                destination: string;
                                calls: number;
                                seconds: number;
                                cost: string;
                            }[];
                            unknown: {
                                numberType: string;
                                destination: string;
                                calls: number;
                                seconds: number;
                            }[];
                            inbound: {
                                numberType: string;
                                destination: string;
                                calls: number;
                                seconds: number;
                                cost: string;
                            }[];
                            inboundUnknown: {
                                numberType: string;
                                destination: string;
                                calls: number;
                                seconds: number;
                            }[];
                            rentals: {
                                name: string;
                                /** @enum {unknown} */
                                per: "company" | "device";
                                monthly: string;
                                units: number;
                                days: number;
                                daysInMonth: number;
                                amount: string;
                            }[];
                            allowances: {
                                name: string;
                                /** @enum {unknown} */
                                unit: "seconds" | "calls";
                                quantity: number | null;
                                used: number;
                            }[];
                            callsTotal: string;
                            rentalsTotal: string;
                            rounding: string | null;
                            subtotal: string;
                            taxPercent: string;
                            tax: string;
                            total: string;
                        }[];
                        adjustments: {
                            month: string;
                            lines: {
                                incoming: boolean;
                                numberType: string;
                                destination: string;
                                calls: number;
                                seconds: number;
                                cost: string;
                            }[];
                            unknownCalls: number;
                            callsTotal: string;
                            rounding: string | null;
                            subtotal: string;
                            tax: string;
                            total: string;
                        }[];
                        subtotal: string;
                        tax: string;
                        total: string;
                        adjusted?: {
                            month: string;
                            incoming: boolean;
                            acctid: number;
                            /** Format: date-time */
                            startedAt: string;
                            device: string;
                            owner: string;
                            called: string;
                            caller: string;
                            was: {
                                numberType: string;
                                destination: string;
                                seconds: number;
                                cost: string | null;
                            } | null;
                            now: {
                                numberType: string;
                                destination: string;
                                seconds: number;
                                cost: string | null;
                            } | null;
                            difference: string;
                            why: string;
                        }[];
                        items?: {
                            [key: string]: unknown;
                        }[];
                    };
                    "text/csv": string;
                    "application/pdf": string;
                };
            };
        };
    };
    listAdjustments: {
        parameters: {
            query: {
                company: string;
                /** @description One of its closed months. */
                month?: string;
                as_of?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        company: string;
                        currency: string;
                        closedUpTo: string | null;
                        total: string;
                        adjustments: {
                            month: string;
                            lines: {
                                incoming: boolean;
                                numberType: string;
                                destination: string;
                                calls: number;
                                seconds: number;
                                cost: string;
                            }[];
                            unknownCalls: number;
                            callsTotal: string;
                            rounding: string | null;
                            subtotal: string;
                            tax: string;
                            total: string;
                        }[];
                        calls: {
                            month: string;
                            incoming: boolean;
                            acctid: number;
                            /** Format: date-time */
                            startedAt: string;
                            device: string;
                            owner: string;
                            called: string;
                            caller: string;
                            was: {
                                numberType: string;
                                destination: string;
                                seconds: number;
                                cost: string | null;
                            } | null;
                            now: {
                                numberType: string;
                                destination: string;
                                seconds: number;
                                cost: string | null;
                            } | null;
                            difference: string;
                            why: string;
                        }[];
                    };
                };
            };
        };
    };
    closePeriod: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 2026-10 */
                    month: string;
                    /** @description All that are open without it. */
                    companies?: string[];
                    reason: string;
                };
            };
        };
        responses: {
            /** @description JSON lines: {"progress":{"done","total"}} as it goes, and at the end {"result"} or {"problem"}. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
        };
    };
    listPeriods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        periods: {
                            month: string;
                            companies: string[];
                            version: number;
                            /** @description Revision of the rate card. */
                            rates: number;
                            /** Format: date-time */
                            closedAt: string;
                            closedBy: string;
                            reason: string;
                        }[];
                    };
                };
            };
        };
    };
    prove: {
        parameters: {
            query?: {
                month?: string;
                from?: string;
                to?: string;
                company?: string;
                as_of?: string;
                legs?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON lines: {"progress":{"done","total"}} as it goes, and at the end {"result"} or {"problem"}. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
        };
    };
    listWork: {
        parameters: {
            query?: {
                from?: string;
                /** @description The first day that is left out. */
                to?: string;
                source?: string;
                lateHours?: number;
                kind?: "unreadable" | "no-owner" | "unknown-cost" | "clock-skew" | "late" | "duplicate";
                state?: "open" | "dismissed";
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** @enum {unknown} */
                            kind: "unreadable" | "no-owner" | "unknown-cost" | "clock-skew" | "late" | "duplicate";
                            /** @enum {unknown} */
                            state: "open" | "dismissed";
                            place: string;
                            source: string | null;
                            line: number | null;
                            /** @description Records or legs in it. */
                            count: number;
                            /** Format: date-time */
                            first: string;
                            /** Format: date-time */
                            last: string;
                            /** @description Text of one of its records. */
                            raw: string | null;
                            reason: string;
                            fix: {
                                /** @enum {unknown} */
                                kind: "mapping" | "owner" | "rate" | "clock" | "file";
                                /** @description What would put it right: a sentence. */
                                what: string;
                                command: string | null;
                                request: {
                                    /** @enum {unknown} */
                                    method: "GET" | "POST" | "PATCH";
                                    path: string;
                                    body?: unknown;
                                } | null;
                            };
                            acctids: number[];
                            dismissal: {
                                why: string;
                                by: string;
                                /** Format: date-time */
                                at: string;
                            } | null;
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    countWork: {
        parameters: {
            query?: {
                from?: string;
                /** @description The first day that is left out. */
                to?: string;
                source?: string;
                lateHours?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        counts: {
                            /** @enum {unknown} */
                            kind: "unreadable" | "no-owner" | "unknown-cost" | "clock-skew" | "late" | "duplicate";
                            items: number;
                            /** @description Records or legs in them. */
                            count: number;
                            dismissed: number;
                        }[];
                    };
                };
            };
        };
    };
    readWork: {
        parameters: {
            query?: {
                from?: string;
                /** @description The first day that is left out. */
                to?: string;
                source?: string;
                lateHours?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        kind: "unreadable" | "no-owner" | "unknown-cost" | "clock-skew" | "late" | "duplicate";
                        /** @enum {unknown} */
                        state: "open" | "dismissed";
                        place: string;
                        source: string | null;
                        line: number | null;
                        /** @description Records or legs in it. */
                        count: number;
                        /** Format: date-time */
                        first: string;
                        /** Format: date-time */
                        last: string;
                        /** @description Text of one of its records. */
                        raw: string | null;
                        reason: string;
                        fix: {
                            /** @enum {unknown} */
                            kind: "mapping" | "owner" | "rate" | "clock" | "file";
                            /** @description What would put it right: a sentence. */
                            what: string;
                            command: string | null;
                            request: {
                                /** @enum {unknown} */
                                method: "GET" | "POST" | "PATCH";
                                path: string;
                                body?: unknown;
                            } | null;
                        };
                        acctids: number[];
                        dismissal: {
                            why: string;
                            by: string;
                            /** Format: date-time */
                            at: string;
                        } | null;
                    };
                };
            };
        };
    };
    replayWork: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description With how texts are to be read: format, mapping, zone. */
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    from?: string;
                    /**
                     * Format: date
                     * @description The first day that is left out.
                     */
                    to?: string;
                    ids?: string[];
                    /** @enum {unknown} */
                    kind?: "unreadable" | "no-owner" | "unknown-cost" | "clock-skew" | "late" | "duplicate";
                    source?: string;
                    all?: boolean;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description JSON lines: {"progress":{"done","total"}} as it goes, and at the end {"result"} or {"problem"}. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
        };
    };
    dismissWork: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                    why: string;
                    /** Format: date */
                    from?: string;
                    /**
                     * Format: date
                     * @description The first day that is left out.
                     */
                    to?: string;
                    lateHours?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dismissed: string[];
                    };
                };
            };
        };
    };
    reopenWork: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reopened: string[];
                    };
                };
            };
        };
    };
    reportIncalls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    scope: {
                        /** @description Company ids; "default" for incalls and outcalls, all that may be seen for outsummary. */
                        company?: string[];
                        /** @description Four digits. */
                        year: number;
                        /** @description 1 to 12. */
                        month: number;
                        /** @description Day of the month; the whole month without it. */
                        day?: number;
                        /** @description How many days, with day; 1 without it. */
                        days?: number;
                        /** @description Only these extensions. */
                        extensions?: string[];
                        /** @description Figures as they were: an instant in RFC 3339, or "run:" and the number of a rating run. */
                        as_of?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        /**
                         * Format: date-time
                         * @description The first instant that is left out.
                         */
                        to: string;
                        /** @description IANA zone of its days. */
                        zone: string;
                        /** @description ISO 4217; XXX where nothing is priced yet. */
                        currency: string;
                        /** @description By extension. */
                        values: {
                            [key: string]: {
                                name: string;
                                calls: {
                                    /** @description Accounting id, the same on every leg of a call. */
                                    acctid: number;
                                    /** Format: date-time */
                                    calldate: string;
                                    /** @description Caller's number. */
                                    caller: string;
                                    /** @enum {unknown} */
                                    type: "Internal" | "External";
                                    /** @description Seconds of ringing. */
                                    ringtime: number;
                                    /** @description Seconds of talk. */
                                    billsecs: number;
                                    /** @description What became of the call. */
                                    detail: string;
                                    /** @description Seconds in the queue; empty where there was none. */
                                    qtime: string;
                                    /** @description What became of the call in the queue. */
                                    qstatus: string;
                                }[];
                            };
                        };
                    };
                };
            };
        };
    };
    exportIncalls: {
        parameters: {
            query: {
                format: "csv" | "xlsx";
                /** @description Company ids; "default" for incalls and outcalls, all that may be seen for outsummary. */
                company?: string[];
                /** @description Four digits. */
                year: number;
                /** @description 1 to 12. */
                month: number;
                /** @description Day of the month; the whole month without it. */
                day?: number;
                /** @description How many days, with day; 1 without it. */
                days?: number;
                /** @description Only these extensions. */
                extensions?: string[];
                /** @description Figures as they were: an instant in RFC 3339, or "run:" and the number of a rating run. */
                as_of?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
        };
    };
    reportOutcalls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    scope: {
                        /** @description Company ids; "default" for incalls and outcalls, all that may be seen for outsummary. */
                        company?: string[];
                        /** @description Four digits. */
                        year: number;
                        /** @description 1 to 12. */
                        month: number;
                        /** @description Day of the month; the whole month without it. */
                        day?: number;
                        /** @description How many days, with day; 1 without it. */
                        days?: number;
                        /** @description Only these device ids (MAC + port). */
                        deviceids?: string[];
                        /** @description Whether calls of keevio stand with those of their owner's handset. */
                        keeviomerge?: boolean;
                        /** @description Whether costs are worked out anew first, with the rates of now. */
                        recalc?: boolean;
                        /** @description Figures as they were: an instant in RFC 3339, or "run:" and the number of a rating run. */
                        as_of?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        /**
                         * Format: date-time
                         * @description The first instant that is left out.
                         */
                        to: string;
                        /** @description IANA zone of its days. */
                        zone: string;
                        /** @description ISO 4217; XXX where nothing is priced yet. */
                        currency: string;
                        /** @description By device id. */
                        values: {
                            [key: string]: {
                                /** @description Owner. */
                                name: string;
                                /** @description SIP name. */
                                device: string;
                                calls: {
                                    /** @description Accounting id, the same on every leg of a call. */
                                    acctid: number;
                                    /** Format: date-time */
                                    calldate: string;
                                    /** @description Number type. */
                                    type: string;
                                    /** @description Destination, or the person called inside. */
                                    called_info: string;
                                    /** @description Called number in its short form. */
                                    called: string;
                                    /** @description Number as it was dialled. */
                                    dialled: string;
                                    /** @description Seconds of talk. */
                                    billsecs: number;
                                    /** @description Seconds of ringing. */
                                    ringtime: number;
                                    trunk: string;
                                    /** @description Caller id that was sent. */
                                    cid: string;
                                    /** @description A decimal. null where it is unknown. */
                                    cost: string | null;
                                }[];
                            };
                        };
                    };
                };
            };
        };
    };
    exportOutcalls: {
        parameters: {
            query: {
                format: "csv" | "xlsx";
                /** @description Company ids; "default" for incalls and outcalls, all that may be seen for outsummary. */
                company?: string[];
                /** @description Four digits. */
                year: number;
                /** @description 1 to 12. */
                month: number;
                /** @description Day of the month; the whole month without it. */
                day?: number;
                /** @description How many days, with day; 1 without it. */
                days?: number;
                /** @description Only these device ids (MAC + port). */
                deviceids?: string[];
                /** @description Whether calls of keevio stand with those of their owner's handset. */
                keeviomerge?: boolean;
                /** @description Figures as they were: an instant in RFC 3339, or "run:" and the number of a rating run. */
                as_of?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
        };
    };
    reportOutsummary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    scope: {
                        /** @description Company ids; "default" for incalls and outcalls, all that may be seen for outsummary. */
                        company?: string[];
                        /** @description Four digits. */
                        year: number;
                        /** @description 1 to 12. */
                        month: number;
                        /** @description Whether calls of keevio stand with those of their owner's handset. */
                        keeviomerge?: boolean;
                        /** @description Whether companies are told by handset. */
                        detail?: boolean;
                        /** @description Whether costs are worked out anew first, with the rates of now. */
                        recalc?: boolean;
                        /** @description Figures as they were: an instant in RFC 3339, or "run:" and the number of a rating run. */
                        as_of?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        /**
                         * Format: date-time
                         * @description The first instant that is left out.
                         */
                        to: string;
                        /** @description IANA zone of its days. */
                        zone: string;
                        /** @description ISO 4217; XXX where nothing is priced yet. */
                        currency: string;
                        /** @description By company id. */
                        values: {
                            [key: string]: {
                                name: string;
                                /** @description A decimal. What is known of it. */
                                cost: string;
                                /** @description Seconds of talk. */
                                seconds: number;
                                /** @description Calls whose cost is unknown. */
                                unknown: number;
                                /** @description By device id, where detail was asked for. */
                                handsets: {
                                    [key: string]: {
                                        name: string;
                                        device: string;
                                        /** @description A decimal. What is known of it. */
                                        cost: string;
                                        /** @description Seconds of talk. */
                                        seconds: number;
                                        /** @description Calls whose cost is unknown. */
                                        unknown: number;
                                    };
                                };
                            };
                        };
                    };
                };
            };
        };
    };
    exportOutsummary: {
        parameters: {
            query: {
                format: "csv" | "xlsx";
                /** @description Company ids; "default" for incalls and outcalls, all that may be seen for outsummary. */
                company?: string[];
                /** @description Four digits. */
                year: number;
                /** @description 1 to 12. */
                month: number;
                /** @description Whether calls of keevio stand with those of their owner's handset. */
                keeviomerge?: boolean;
                /** @description Whether companies are told by handset. */
                detail?: boolean;
                /** @description Figures as they were: an instant in RFC 3339, or "run:" and the number of a rating run. */
                as_of?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
        };
    };
    reportAllcalls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    scope: {
                        /** @description Four digits. */
                        year: number;
                        /** @description 1 to 12. */
                        month: number;
                        /** @description Day of the month; the whole month without it. */
                        day?: number;
                        /** @description How many days, with day; 1 without it. */
                        days?: number;
                        /** @description Whether calls of keevio stand with those of their owner's handset. */
                        keeviomerge?: boolean;
                        /** @description Whether costs are worked out anew first, with the rates of now. */
                        recalc?: boolean;
                        /** @description Figures as they were: an instant in RFC 3339, or "run:" and the number of a rating run. */
                        as_of?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        /**
                         * Format: date-time
                         * @description The first instant that is left out.
                         */
                        to: string;
                        /** @description IANA zone of its days. */
                        zone: string;
                        /** @description ISO 4217; XXX where nothing is priced yet. */
                        currency: string;
                        /** @description By company id. */
                        values: {
                            [key: string]: {
                                name: string;
                                /** @description By device id. */
                                out: {
                                    [key: string]: {
                                        /** @description Owner. */
                                        name: string;
                                        /** @description SIP name. */
                                        device: string;
                                        calls: {
                                            /** @description Accounting id, the same on every leg of a call. */
                                            acctid: number;
                                            /** Format: date-time */
                                            calldate: string;
                                            /** @description Number type. */
                                            type: string;
                                            /** @description Destination, or the person called inside. */
                                            called_info: string;
                                            /** @description Called number in its short form. */
                                            called: string;
                                            /** @description Number as it was dialled. */
                                            dialled: string;
                                            /** @description Seconds of talk. */
                                            billsecs: number;
                                            /** @description Seconds of ringing. */
                                            ringtime: number;
                                            trunk: string;
                                            /** @description Caller id that was sent. */
                                            cid: string;
                                        }[];
                                    };
                                };
                                /** @description By extension. */
                                in: {
                                    [key: string]: {
                                        name: string;
                                        calls: {
                                            /** @description Accounting id, the same on every leg of a call. */
                                            acctid: number;
                                            /** Format: date-time */
                                            calldate: string;
                                            /** @description Caller's number. */
                                            caller: string;
                                            /** @enum {unknown} */
                                            type: "Internal" | "External";
                                            /** @description Seconds of ringing. */
                                            ringtime: number;
                                            /** @description Seconds of talk. */
                                            billsecs: number;
                                            /** @description What became of the call. */
                                            detail: string;
                                            /** @description Seconds in the queue; empty where there was none. */
                                            qtime: string;
                                            /** @description What became of the call in the queue. */
                                            qstatus: string;
                                            /** @description Our number that was called. */
                                            ddi: string;
                                        }[];
                                    };
                                };
                            };
                        };
                    };
                };
            };
        };
    };
    exportAllcalls: {
        parameters: {
            query: {
                format: "csv" | "xlsx";
                /** @description Four digits. */
                year: number;
                /** @description 1 to 12. */
                month: number;
                /** @description Day of the month; the whole month without it. */
                day?: number;
                /** @description How many days, with day; 1 without it. */
                days?: number;
                /** @description Whether calls of keevio stand with those of their owner's handset. */
                keeviomerge?: boolean;
                /** @description Figures as they were: an instant in RFC 3339, or "run:" and the number of a rating run. */
                as_of?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
        };
    };
    readFigures: {
        parameters: {
            query: {
                /** @description Only legs that started then or later: a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339. */
                from?: string;
                /** @description Only legs that started before: a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339. */
                to?: string;
                /** @description IANA zone of days, hours and weekdays; the PBX's own without it. */
                zone?: string;
                /** @description Company ids; all that may be seen without it. */
                company?: string[];
                /** @description Only legs that were dialled, or only those that were rung. */
                side?: "out" | "in";
                direction?: ("out" | "in" | "internal")[];
                /** @description missed: rang here and nobody answered; elsewhere: rang here and another phone answered; unanswered: missed, or dialled in vain. */
                outcome?: "answered" | "unanswered" | "missed" | "elsewhere";
                /** @description Only legs whose cost is unknown, or only the others. */
                unknownCost?: boolean;
                /** @description Only outbound legs whose carrier cost is unknown, or only the others. */
                unknownCarrierCost?: boolean;
                /** @description Only legs of calls that were passed on, or only the others. */
                transferred?: boolean;
                /** @description Only legs that rang, or waited in a queue, for more seconds. */
                ringOver?: number;
                /** @description Only legs that rang, or waited in a queue, for so many seconds at most. */
                ringUpTo?: number;
                /** @description Device ids, of outbound legs; with extension, each restricts its own side. */
                device?: string[];
                /** @description Extensions, queues and groups, of inbound legs. */
                extension?: string[];
                /** @description Names of people, extensions, queues and groups, in full. */
                name?: string[];
                /** @description Trunk ids. */
                trunk?: string[];
                /** @description Number types. */
                numberType?: string[];
                /** @description Destinations, in full. */
                destination?: string[];
                /** @description First four digits of numbers outside, as the dimension prefix tells them. */
                prefix?: string[];
                /** @description What became of the leg: Answered, Not answered, Busy, … */
                disposition?: string[];
                /** @description What became of the call in its queue: Answered, Abandoned, … */
                queueStatus?: string[];
                /** @description Hours of the day, 0 to 23, in the zone. */
                hour?: string[];
                /** @description Days of the week, 1 (Monday) to 7. */
                weekday?: string[];
                /** @description Days, YYYY-MM-DD. */
                day?: string[];
                /** @description Months, YYYY-MM. */
                month?: string[];
                /** @description Part of a name or of a number, in any mix of case; digits may have blanks, a + and brackets between them. */
                q?: string;
                measures: ("calls" | "wholeCalls" | "answered" | "unanswered" | "missed" | "answeredElsewhere" | "answeredShare" | "talkSeconds" | "ringMedian" | "ringP95" | "cost" | "carrierCost" | "margin" | "unknownCosts" | "unknownCarrierCosts")[];
                dimensions?: ("company" | "side" | "direction" | "device" | "extension" | "name" | "trunk" | "numberType" | "destination" | "prefix" | "disposition" | "queueStatus" | "transferred" | "hour" | "weekday" | "day" | "month")[];
                /** @description One of the measures or dimensions; rows are in order of their keys without it. */
                sort?: "calls" | "wholeCalls" | "answered" | "unanswered" | "missed" | "answeredElsewhere" | "answeredShare" | "talkSeconds" | "ringMedian" | "ringP95" | "cost" | "carrierCost" | "margin" | "unknownCosts" | "unknownCarrierCosts" | "company" | "side" | "direction" | "device" | "extension" | "name" | "trunk" | "numberType" | "destination" | "prefix" | "disposition" | "queueStatus" | "transferred" | "hour" | "weekday" | "day" | "month";
                order?: "asc" | "desc";
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        /**
                         * Format: date-time
                         * @description The first instant that is left out.
                         */
                        to: string;
                        zone: string;
                        /** @description ISO 4217; XXX where nothing is priced yet. */
                        currency: string;
                        /** @description How many rows there are, of which these are the first. */
                        total: number;
                        rows: {
                            key: {
                                /** @description Company id. */
                                company?: string;
                                /** @description out or in: which party of the call the leg is. */
                                side?: string;
                                /** @description internal where both ends are on this PBX, else out or in. */
                                direction?: string;
                                /** @description Device id of an outbound leg. */
                                device?: string;
                                /** @description Extension, queue or group of an inbound leg. */
                                extension?: string;
                                /** @description Name of the person, extension, queue or group. */
                                name?: string;
                                /** @description Trunk id. */
                                trunk?: string;
                                /** @description Number type of the rate that matched. */
                                numberType?: string;
                                /** @description Name of the destination, or of the person called inside. */
                                destination?: string;
                                /** @description First four digits of the number outside in its international form; the beginning of what was dialled, or of who called, where it is none. */
                                prefix?: string;
                                /** @description What became of the leg. */
                                disposition?: string;
                                /** @description What became of the call in its queue. */
                                queueStatus?: string;
                                /** @description yes where the call was passed on, with or without a talk before, as its records show it; else no. */
                                transferred?: string;
                                /** @description Hour of the day in which the call started, 0 to 23, in the asked zone. */
                                hour?: string;
                                /** @description Day of the week, 1 (Monday) to 7, in the asked zone. */
                                weekday?: string;
                                /** @description Day, YYYY-MM-DD, in the asked zone. */
                                day?: string;
                                /** @description Month, YYYY-MM, in the asked zone. */
                                month?: string;
                            };
                            /** @description Names of the keys that have one: of a company, a device, an extension. */
                            label: {
                                company?: string;
                                side?: string;
                                direction?: string;
                                device?: string;
                                extension?: string;
                                name?: string;
                                trunk?: string;
                                numberType?: string;
                                destination?: string;
                                prefix?: string;
                                disposition?: string;
                                queueStatus?: string;
                                transferred?: string;
                                hour?: string;
                                weekday?: string;
                                day?: string;
                                month?: string;
                            };
                            value: {
                                /** @description Legs: what outcalls lists of the side out, and incalls of the side in. Without a side an internal call counts on both. */
                                calls?: number;
                                /** @description Different calls, however many phones made and took them. */
                                wholeCalls?: number;
                                /** @description Legs that somebody answered. */
                                answered?: number;
                                /** @description Legs that nobody answered, on this phone or another: voicemail among them. */
                                unanswered?: number;
                                /** @description Inbound legs that nobody answered. */
                                missed?: number;
                                /** @description Inbound legs of phones that rang while another one took the call. */
                                answeredElsewhere?: number;
                                /** @description Answered legs of those answered or unanswered; answered elsewhere counts as neither. */
                                answeredShare?: {
                                    part: number;
                                    of: number;
                                };
                                /** @description Seconds of talk. */
                                talkSeconds?: number | null;
                                /** @description Seconds until the answer of answered legs, the middle one of them (exact, by nearest rank); null of none. */
                                ringMedian?: number | null;
                                /** @description Seconds within which 95 of 100 answered legs were answered (exact, by nearest rank); null of none. */
                                ringP95?: number | null;
                                /** @description What companies are billed, as far as it is known: of the side out it is that of outsummary. */
                                cost?: string;
                                /** @description What carriers bill us, as far as it is known. */
                                carrierCost?: string;
                                /** @description Cost less carrier cost of the outbound legs of which both are known. */
                                margin?: string;
                                /** @description Legs that are charged and whose cost is unknown. */
                                unknownCosts?: number;
                                /** @description Outbound legs of which no carrier deck says what they cost us. */
                                unknownCarrierCosts?: number;
                            };
                        }[];
                    };
                };
            };
        };
    };
    listCalls: {
        parameters: {
            query?: {
                /** @description Only legs that started then or later: a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339. */
                from?: string;
                /** @description Only legs that started before: a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339. */
                to?: string;
                /** @description IANA zone of days, hours and weekdays; the PBX's own without it. */
                zone?: string;
                /** @description Company ids; all that may be seen without it. */
                company?: string[];
                /** @description Only legs that were dialled, or only those that were rung. */
                side?: "out" | "in";
                direction?: ("out" | "in" | "internal")[];
                /** @description missed: rang here and nobody answered; elsewhere: rang here and another phone answered; unanswered: missed, or dialled in vain. */
                outcome?: "answered" | "unanswered" | "missed" | "elsewhere";
                /** @description Only legs whose cost is unknown, or only the others. */
                unknownCost?: boolean;
                /** @description Only outbound legs whose carrier cost is unknown, or only the others. */
                unknownCarrierCost?: boolean;
                /** @description Only legs of calls that were passed on, or only the others. */
                transferred?: boolean;
                /** @description Only legs that rang, or waited in a queue, for more seconds. */
                ringOver?: number;
                /** @description Only legs that rang, or waited in a queue, for so many seconds at most. */
                ringUpTo?: number;
                /** @description Device ids, of outbound legs; with extension, each restricts its own side. */
                device?: string[];
                /** @description Extensions, queues and groups, of inbound legs. */
                extension?: string[];
                /** @description Names of people, extensions, queues and groups, in full. */
                name?: string[];
                /** @description Trunk ids. */
                trunk?: string[];
                /** @description Number types. */
                numberType?: string[];
                /** @description Destinations, in full. */
                destination?: string[];
                /** @description First four digits of numbers outside, as the dimension prefix tells them. */
                prefix?: string[];
                /** @description What became of the leg: Answered, Not answered, Busy, … */
                disposition?: string[];
                /** @description What became of the call in its queue: Answered, Abandoned, … */
                queueStatus?: string[];
                /** @description Hours of the day, 0 to 23, in the zone. */
                hour?: string[];
                /** @description Days of the week, 1 (Monday) to 7. */
                weekday?: string[];
                /** @description Days, YYYY-MM-DD. */
                day?: string[];
                /** @description Months, YYYY-MM. */
                month?: string[];
                /** @description Part of a name or of a number, in any mix of case; digits may have blanks, a + and brackets between them. */
                q?: string;
                /** @description startedAt without it. Legs that are alike are in order of time. number is the other party. */
                sort?: "startedAt" | "talkSeconds" | "ringSeconds" | "cost" | "company" | "name" | "number";
                /** @description desc without it. */
                order?: "asc" | "desc";
                limit?: number;
                /** @description next or previous of a page of the same question. */
                cursor?: string;
                /** @description How many legs of the order stand before the page. */
                skip?: number;
                /** @description An instant in RFC 3339 with which the page begins; by startedAt only. */
                at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        zone: string;
                        calls: {
                            /** @description No other leg has it; the leg keeps it when it is priced again. */
                            id: string;
                            /** @description Accounting id of its record: legs of one call may share it. */
                            acctid: number;
                            /** @enum {unknown} */
                            side: "out" | "in";
                            /** @enum {unknown} */
                            direction: "out" | "in" | "internal";
                            /**
                             * Format: date-time
                             * @description With the offset of the asked zone.
                             */
                            startedAt: string;
                            company: string;
                            /** @description Of outbound legs. */
                            device: string;
                            /** @description Extension, queue or group, of inbound legs. */
                            extension: string;
                            /** @description Whose leg it is. */
                            name: string;
                            /** @description Who called, of outbound legs the caller id sent. Its last four digits are x for whoever may not see them. */
                            caller: string;
                            /** @description The number in its short form, or the extension. Its last four digits are x for whoever may not see them. */
                            called: string;
                            /** @description As it was dialled, of outbound legs. Its last four digits are x for whoever may not see them. */
                            dialled: string;
                            numberType: string;
                            destination: string;
                            trunk: string;
                            ringSeconds: number;
                            talkSeconds: number;
                            disposition: string;
                            /** @description Seconds waited; null of no queue. */
                            queueWait: number | null;
                            queueStatus: string;
                            /** @description Decimal without trailing zeros; null where it is unknown, and where nothing is charged. */
                            cost: string | null;
                            /** @description It is charged, and no rate says what it costs. */
                            unknownCost: boolean;
                            currency: string;
                            /** @description The outside number that led in. */
                            ddi: string;
                            /** @description Both ends are on this PBX. */
                            internal: boolean;
                            /** @description The call was passed on, with or without a talk before, as its records show it. */
                            transferred: boolean;
                        }[];
                        next: string | null;
                        previous: string | null;
                    };
                };
            };
        };
    };
    exportCalls: {
        parameters: {
            query: {
                /** @description Only legs that started then or later: a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339. */
                from?: string;
                /** @description Only legs that started before: a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339. */
                to?: string;
                /** @description IANA zone of days, hours and weekdays; the PBX's own without it. */
                zone?: string;
                /** @description Company ids; all that may be seen without it. */
                company?: string[];
                /** @description Only legs that were dialled, or only those that were rung. */
                side?: "out" | "in";
                direction?: ("out" | "in" | "internal")[];
                /** @description missed: rang here and nobody answered; elsewhere: rang here and another phone answered; unanswered: missed, or dialled in vain. */
                outcome?: "answered" | "unanswered" | "missed" | "elsewhere";
                /** @description Only legs whose cost is unknown, or only the others. */
                unknownCost?: boolean;
                /** @description Only outbound legs whose carrier cost is unknown, or only the others. */
                unknownCarrierCost?: boolean;
                /** @description Only legs of calls that were passed on, or only the others. */
                transferred?: boolean;
                /** @description Only legs that rang, or waited in a queue, for more seconds. */
                ringOver?: number;
                /** @description Only legs that rang, or waited in a queue, for so many seconds at most. */
                ringUpTo?: number;
                /** @description Device ids, of outbound legs; with extension, each restricts its own side. */
                device?: string[];
                /** @description Extensions, queues and groups, of inbound legs. */
                extension?: string[];
                /** @description Names of people, extensions, queues and groups, in full. */
                name?: string[];
                /** @description Trunk ids. */
                trunk?: string[];
                /** @description Number types. */
                numberType?: string[];
                /** @description Destinations, in full. */
                destination?: string[];
                /** @description First four digits of numbers outside, as the dimension prefix tells them. */
                prefix?: string[];
                /** @description What became of the leg: Answered, Not answered, Busy, … */
                disposition?: string[];
                /** @description What became of the call in its queue: Answered, Abandoned, … */
                queueStatus?: string[];
                /** @description Hours of the day, 0 to 23, in the zone. */
                hour?: string[];
                /** @description Days of the week, 1 (Monday) to 7. */
                weekday?: string[];
                /** @description Days, YYYY-MM-DD. */
                day?: string[];
                /** @description Months, YYYY-MM. */
                month?: string[];
                /** @description Part of a name or of a number, in any mix of case; digits may have blanks, a + and brackets between them. */
                q?: string;
                /** @description startedAt without it. Legs that are alike are in order of time. number is the other party. */
                sort?: "startedAt" | "talkSeconds" | "ringSeconds" | "cost" | "company" | "name" | "number";
                /** @description desc without it. */
                order?: "asc" | "desc";
                format: "csv" | "xlsx";
                /** @description In their order; all without it. */
                columns?: ("startedAt" | "company" | "side" | "direction" | "name" | "device" | "extension" | "caller" | "called" | "dialled" | "numberType" | "destination" | "trunk" | "ddi" | "disposition" | "ringSeconds" | "talkSeconds" | "queueWait" | "queueStatus" | "cost" | "currency" | "unknownCost" | "internal" | "transferred" | "acctid" | "explanation")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv; charset=utf-8": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
        };
    };
    readQueues: {
        parameters: {
            query?: {
                /** @description Only legs that started then or later: a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339. */
                from?: string;
                /** @description Only legs that started before: a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339. */
                to?: string;
                /** @description IANA zone of days, hours and weekdays; the PBX's own without it. */
                zone?: string;
                /** @description Company ids; all that may be seen without it. */
                company?: string[];
                /** @description Only legs that were dialled, or only those that were rung. */
                side?: "out" | "in";
                direction?: ("out" | "in" | "internal")[];
                /** @description missed: rang here and nobody answered; elsewhere: rang here and another phone answered; unanswered: missed, or dialled in vain. */
                outcome?: "answered" | "unanswered" | "missed" | "elsewhere";
                /** @description Only legs whose cost is unknown, or only the others. */
                unknownCost?: boolean;
                /** @description Only outbound legs whose carrier cost is unknown, or only the others. */
                unknownCarrierCost?: boolean;
                /** @description Only legs of calls that were passed on, or only the others. */
                transferred?: boolean;
                /** @description Only legs that rang, or waited in a queue, for more seconds. */
                ringOver?: number;
                /** @description Only legs that rang, or waited in a queue, for so many seconds at most. */
                ringUpTo?: number;
                /** @description Device ids, of outbound legs; with extension, each restricts its own side. */
                device?: string[];
                /** @description Extensions, queues and groups, of inbound legs. */
                extension?: string[];
                /** @description Names of people, extensions, queues and groups, in full. */
                name?: string[];
                /** @description Trunk ids. */
                trunk?: string[];
                /** @description Number types. */
                numberType?: string[];
                /** @description Destinations, in full. */
                destination?: string[];
                /** @description First four digits of numbers outside, as the dimension prefix tells them. */
                prefix?: string[];
                /** @description What became of the leg: Answered, Not answered, Busy, … */
                disposition?: string[];
                /** @description What became of the call in its queue: Answered, Abandoned, … */
                queueStatus?: string[];
                /** @description Hours of the day, 0 to 23, in the zone. */
                hour?: string[];
                /** @description Days of the week, 1 (Monday) to 7. */
                weekday?: string[];
                /** @description Days, YYYY-MM-DD. */
                day?: string[];
                /** @description Months, YYYY-MM. */
                month?: string[];
                /** @description Part of a name or of a number, in any mix of case; digits may have blanks, a + and brackets between them. */
                q?: string;
                /** @description Only queues, or only ring groups. */
                kind?: "queue" | "group";
                /** @description queue without it. agent: the extensions that rang for those calls, of the members there are. hourOfWeek: 0, the first of Monday, to 167. */
                by?: "queue" | "agent" | "hour" | "weekday" | "hourOfWeek" | "day";
                /** @description Seconds within which a call is answered in time. */
                target?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        zone: string;
                        target: number;
                        rows: {
                            /** @description Of a queue or an agent; empty where rows are of times. */
                            company: string;
                            /** @description Number of the queue or agent, or hour, weekday, hour of the week or day. */
                            key: string;
                            name: string;
                            offered: number;
                            answered: number;
                            /** @description Of an agent: another one took the call. */
                            answeredElsewhere: number;
                            unanswered: number;
                            /** @description Of the unanswered: the caller gave up, as far as a queue log tells. */
                            abandoned: number;
                            /** @description Answered within the target, of those offered. */
                            serviceLevel: {
                                part: number;
                                of: number;
                            };
                            waitMedian: number | null;
                            waitP95: number | null;
                            longestWait: number;
                            talkSeconds: number;
                            waits: {
                                /** @description Seconds, themselves included; null: longer. */
                                upTo: number | null;
                                answered: number;
                                unanswered: number;
                            }[];
                        }[];
                    };
                };
            };
        };
    };
    listMissedCallers: {
        parameters: {
            query?: {
                /** @description Only legs that started then or later: a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339. */
                from?: string;
                /** @description Only legs that started before: a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339. */
                to?: string;
                /** @description IANA zone of days, hours and weekdays; the PBX's own without it. */
                zone?: string;
                /** @description Company ids; all that may be seen without it. */
                company?: string[];
                /** @description Extensions, queues and groups, of inbound legs. */
                extension?: string[];
                limit?: number;
                /** @description next of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        zone: string;
                        callers: {
                            company: string;
                            caller: string;
                            /** Format: date-time */
                            firstAt: string;
                            /** Format: date-time */
                            lastAt: string;
                            /** @description Calls in vain since the company was last in touch with the number. */
                            times: number;
                            /** @description Of the last of them, as are all below. */
                            acctid: number;
                            ddi: string;
                            ringSeconds: number;
                            queueStatus: string;
                            /** @description The caller left a message. */
                            voicemail: boolean;
                            /** @description Extensions, queues and groups that rang, with the names they had then. */
                            rang: {
                                number: string;
                                name: string;
                            }[];
                        }[];
                        next: string | null;
                    };
                };
            };
        };
    };
    readTrunkLoad: {
        parameters: {
            query?: {
                /** @description Only legs that started then or later: a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339. */
                from?: string;
                /** @description Only legs that started before: a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339. */
                to?: string;
                /** @description IANA zone of days, hours and weekdays; the PBX's own without it. */
                zone?: string;
                /** @description Company ids; all that may be seen without it. */
                company?: string[];
                /** @description Only legs that were dialled, or only those that were rung. */
                side?: "out" | "in";
                direction?: ("out" | "in" | "internal")[];
                /** @description missed: rang here and nobody answered; elsewhere: rang here and another phone answered; unanswered: missed, or dialled in vain. */
                outcome?: "answered" | "unanswered" | "missed" | "elsewhere";
                /** @description Only legs whose cost is unknown, or only the others. */
                unknownCost?: boolean;
                /** @description Only outbound legs whose carrier cost is unknown, or only the others. */
                unknownCarrierCost?: boolean;
                /** @description Only legs of calls that were passed on, or only the others. */
                transferred?: boolean;
                /** @description Only legs that rang, or waited in a queue, for more seconds. */
                ringOver?: number;
                /** @description Only legs that rang, or waited in a queue, for so many seconds at most. */
                ringUpTo?: number;
                /** @description Device ids, of outbound legs; with extension, each restricts its own side. */
                device?: string[];
                /** @description Extensions, queues and groups, of inbound legs. */
                extension?: string[];
                /** @description Names of people, extensions, queues and groups, in full. */
                name?: string[];
                /** @description Trunk ids. */
                trunk?: string[];
                /** @description Number types. */
                numberType?: string[];
                /** @description Destinations, in full. */
                destination?: string[];
                /** @description First four digits of numbers outside, as the dimension prefix tells them. */
                prefix?: string[];
                /** @description What became of the leg: Answered, Not answered, Busy, … */
                disposition?: string[];
                /** @description What became of the call in its queue: Answered, Abandoned, … */
                queueStatus?: string[];
                /** @description Hours of the day, 0 to 23, in the zone. */
                hour?: string[];
                /** @description Days of the week, 1 (Monday) to 7. */
                weekday?: string[];
                /** @description Days, YYYY-MM-DD. */
                day?: string[];
                /** @description Months, YYYY-MM. */
                month?: string[];
                /** @description Part of a name or of a number, in any mix of case; digits may have blanks, a + and brackets between them. */
                q?: string;
                /** @description Counted from the beginning of from. */
                bucketSeconds?: number;
                /** @description all: every trunk together. */
                by?: "trunk" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        zone: string;
                        bucketSeconds: number;
                        trunks: {
                            /** @description Trunk id; empty where all are counted together. */
                            trunk: string;
                            /** @description The most calls at once in the whole period. */
                            peak: number;
                            /** @description The most calls at once in each bucket, from the first on. */
                            peaks: number[];
                        }[];
                    };
                };
            };
        };
    };
    readLive: {
        parameters: {
            query?: {
                /** @description Company ids; all that may be seen without it. */
                company?: string[];
                /** @description IANA zone of days, hours and weekdays; the PBX's own without it. */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: first snapshot, then calls, figures and sources as they change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @description All there is; the first event. */
                        snapshot: {
                            /**
                             * Format: date-time
                             * @description With the offset of the zone.
                             */
                            now: string;
                            /**
                             * @description here: this server reads sources that tell of calls in progress; elsewhere: another server on the same catalog does, and shows them; none: there is no such source.
                             * @enum {unknown}
                             */
                            state: "here" | "elsewhere" | "none";
                            sources: {
                                /** @description Told to administrators alone. */
                                name: string;
                                /** @description Whether the PBX is heard: else its calls are not known. */
                                isUp: boolean;
                                /**
                                 * Format: date-time
                                 * @description With the offset of the zone.
                                 */
                                since: string;
                                /** @description What is not seen of its calls, and what would mend that; told to administrators alone. */
                                note: string | null;
                            }[];
                            calls: {
                                /** @description Stays the same for as long as the call goes on. */
                                id: string;
                                /**
                                 * @description ringing: somebody is rung, or being dialled; queued: the caller waits in a queue; talking; served: by the PBX itself.
                                 * @enum {unknown}
                                 */
                                state: "ringing" | "queued" | "talking" | "served";
                                /**
                                 * Format: date-time
                                 * @description With the offset of the zone.
                                 */
                                startedAt: string;
                                /** @description Since when it is in this state; null where it was before anybody listened. */
                                since: string | null;
                                /** @enum {unknown} */
                                direction: "in" | "out" | "internal";
                                from: {
                                    /** @enum {unknown} */
                                    kind: "device" | "extension" | "queue" | "group" | "outside" | "service" | "hidden";
                                    /** @description Device id, or number; an outside one lacks its last four digits for whoever may not see them. */
                                    id: string;
                                    /** @description The number it is reached by, where that is not its id. */
                                    number: string;
                                    name: string;
                                    /** @description Empty outside. */
                                    company: string;
                                    trunk: string;
                                };
                                dialled: {
                                    /** @enum {unknown} */
                                    kind: "device" | "extension" | "queue" | "group" | "outside" | "service" | "hidden";
                                    /** @description Device id, or number; an outside one lacks its last four digits for whoever may not see them. */
                                    id: string;
                                    /** @description The number it is reached by, where that is not its id. */
                                    number: string;
                                    name: string;
                                    /** @description Empty outside. */
                                    company: string;
                                    trunk: string;
                                } | null;
                                /** @description Who is rung or talked to now. */
                                reached: {
                                    /** @enum {unknown} */
                                    kind: "device" | "extension" | "queue" | "group" | "outside" | "service" | "hidden";
                                    /** @description Device id, or number; an outside one lacks its last four digits for whoever may not see them. */
                                    id: string;
                                    /** @description The number it is reached by, where that is not its id. */
                                    number: string;
                                    name: string;
                                    /** @description Empty outside. */
                                    company: string;
                                    trunk: string;
                                }[];
                                queue: {
                                    /** @enum {unknown} */
                                    kind: "device" | "extension" | "queue" | "group" | "outside" | "service" | "hidden";
                                    /** @description Device id, or number; an outside one lacks its last four digits for whoever may not see them. */
                                    id: string;
                                    /** @description The number it is reached by, where that is not its id. */
                                    number: string;
                                    name: string;
                                    /** @description Empty outside. */
                                    company: string;
                                    trunk: string;
                                } | null;
                                /** @description Those in whose reports it will stand, of the asker. */
                                companies: string[];
                            }[];
                            /** @description Calls in progress beyond those that are told, the oldest of them. */
                            more: number;
                            figures: {
                                /**
                                 * Format: date
                                 * @description Today, in the zone.
                                 */
                                day: string;
                                zone: string;
                                /** @description ISO 4217; XXX where nothing is priced yet. */
                                currency: string;
                                /** @description Different calls that have ended and landed. */
                                calls: number;
                                /** @description Legs that somebody answered. */
                                answered: number;
                                answeredShare: {
                                    part: number;
                                    of: number;
                                };
                                /** @description Inbound legs that nobody answered. */
                                missed: number;
                                talkSeconds: number;
                                /** @description What companies are billed, as far as it is known. */
                                cost: string;
                                unknownCosts: number;
                            };
                        };
                        /** @description Calls that began or changed, whole, and ids of those that ended. */
                        calls: {
                            /**
                             * Format: date-time
                             * @description With the offset of the zone.
                             */
                            now: string;
                            changed: {
                                /** @description Stays the same for as long as the call goes on. */
                                id: string;
                                /**
                                 * @description ringing: somebody is rung, or being dialled; queued: the caller waits in a queue; talking; served: by the PBX itself.
                                 * @enum {unknown}
                                 */
                                state: "ringing" | "queued" | "talking" | "served";
                                /**
                                 * Format: date-time
                                 * @description With the offset of the zone.
                                 */
                                startedAt: string;
                                /** @description Since when it is in this state; null where it was before anybody listened. */
                                since: string | null;
                                /** @enum {unknown} */
                                direction: "in" | "out" | "internal";
                                from: {
                                    /** @enum {unknown} */
                                    kind: "device" | "extension" | "queue" | "group" | "outside" | "service" | "hidden";
                                    /** @description Device id, or number; an outside one lacks its last four digits for whoever may not see them. */
                                    id: string;
                                    /** @description The number it is reached by, where that is not its id. */
                                    number: string;
                                    name: string;
                                    /** @description Empty outside. */
                                    company: string;
                                    trunk: string;
                                };
                                dialled: {
                                    /** @enum {unknown} */
                                    kind: "device" | "extension" | "queue" | "group" | "outside" | "service" | "hidden";
                                    /** @description Device id, or number; an outside one lacks its last four digits for whoever may not see them. */
                                    id: string;
                                    /** @description The number it is reached by, where that is not its id. */
                                    number: string;
                                    name: string;
                                    /** @description Empty outside. */
                                    company: string;
                                    trunk: string;
                                } | null;
                                /** @description Who is rung or talked to now. */
                                reached: {
                                    /** @enum {unknown} */
                                    kind: "device" | "extension" | "queue" | "group" | "outside" | "service" | "hidden";
                                    /** @description Device id, or number; an outside one lacks its last four digits for whoever may not see them. */
                                    id: string;
                                    /** @description The number it is reached by, where that is not its id. */
                                    number: string;
                                    name: string;
                                    /** @description Empty outside. */
                                    company: string;
                                    trunk: string;
                                }[];
                                queue: {
                                    /** @enum {unknown} */
                                    kind: "device" | "extension" | "queue" | "group" | "outside" | "service" | "hidden";
                                    /** @description Device id, or number; an outside one lacks its last four digits for whoever may not see them. */
                                    id: string;
                                    /** @description The number it is reached by, where that is not its id. */
                                    number: string;
                                    name: string;
                                    /** @description Empty outside. */
                                    company: string;
                                    trunk: string;
                                } | null;
                                /** @description Those in whose reports it will stand, of the asker. */
                                companies: string[];
                            }[];
                            ended: string[];
                            /** @description Calls in progress beyond those that are told, the oldest of them. */
                            more: number;
                        };
                        figures: {
                            /**
                             * Format: date-time
                             * @description With the offset of the zone.
                             */
                            now: string;
                            figures: {
                                /**
                                 * Format: date
                                 * @description Today, in the zone.
                                 */
                                day: string;
                                zone: string;
                                /** @description ISO 4217; XXX where nothing is priced yet. */
                                currency: string;
                                /** @description Different calls that have ended and landed. */
                                calls: number;
                                /** @description Legs that somebody answered. */
                                answered: number;
                                answeredShare: {
                                    part: number;
                                    of: number;
                                };
                                /** @description Inbound legs that nobody answered. */
                                missed: number;
                                talkSeconds: number;
                                /** @description What companies are billed, as far as it is known. */
                                cost: string;
                                unknownCosts: number;
                            };
                        };
                        sources: {
                            /**
                             * Format: date-time
                             * @description With the offset of the zone.
                             */
                            now: string;
                            /**
                             * @description here: this server reads sources that tell of calls in progress; elsewhere: another server on the same catalog does, and shows them; none: there is no such source.
                             * @enum {unknown}
                             */
                            state: "here" | "elsewhere" | "none";
                            sources: {
                                /** @description Told to administrators alone. */
                                name: string;
                                /** @description Whether the PBX is heard: else its calls are not known. */
                                isUp: boolean;
                                /**
                                 * Format: date-time
                                 * @description With the offset of the zone.
                                 */
                                since: string;
                                /** @description What is not seen of its calls, and what would mend that; told to administrators alone. */
                                note: string | null;
                            }[];
                        };
                    };
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        users: {
                            /** @description The name to sign in with. */
                            login: string;
                            name: string;
                            /** @description system-admin, billing-call-summary, billing-call-reporting:COMPANY[,COMPANY], cdr-feed, masked-numbers. */
                            permissions: string[];
                            /** Format: date-time */
                            created: string;
                            /** @description Whether they sign in with a code as well. */
                            twoFactor: boolean;
                        }[];
                    };
                };
            };
        };
    };
    addUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    password: string;
                    /** @description system-admin, billing-call-summary, billing-call-reporting:COMPANY[,COMPANY], cdr-feed, masked-numbers. */
                    permissions: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        name: string;
                    };
                };
            };
        };
    };
    removeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                login: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        removed: string;
                    };
                };
            };
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                login: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description system-admin, billing-call-summary, billing-call-reporting:COMPANY[,COMPANY], cdr-feed, masked-numbers. */
                    permissions?: string[];
                    /** @description Ends the user's sessions. */
                    password?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        login: string;
                        /** @description system-admin, billing-call-summary, billing-call-reporting:COMPANY[,COMPANY], cdr-feed, masked-numbers. */
                        permissions: string[];
                    };
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                login: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: {
                            id: number;
                            name: string | null;
                            /** @description Its first characters. */
                            start: string | null;
                            /** Format: date-time */
                            created: string;
                            lastUsed: string | null;
                        }[];
                    };
                };
            };
        };
    };
    makeKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    user: string;
                    /** @description What it is for. */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Shown this once. */
                        key: string;
                    };
                };
            };
        };
    };
    removeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        removed: number;
                    };
                };
            };
        };
    };
    changeOwnPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    oldPassword: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Null without a second factor. */
                        since: string | null;
                        /** @description How many are left. */
                        recoveryCodes: number;
                    };
                };
            };
        };
    };
    beginTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The sender's own. */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description For the app, as base32, where it cannot see a QR code. */
                        secret: string;
                        /** @description otpauth address, for a QR code. */
                        address: string;
                    };
                };
            };
        };
    };
    confirmTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What the authenticator app shows now. */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Each for one use. Shown this once. */
                        recoveryCodes: string[];
                    };
                };
            };
        };
    };
    stopTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The sender's own. */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    removeTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                login: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                login?: string;
                action?: "user-added" | "user-changed" | "user-removed" | "password-changed" | "second-factor-on" | "second-factor-off" | "key-made" | "key-removed" | "source-added" | "source-changed" | "source-paused" | "source-resumed" | "source-removed" | "directory-imported" | "directory-synced" | "rates-imported" | "tariffs-imported" | "run-published" | "run-cancelled" | "month-closed" | "work-dismissed" | "work-reopened";
                limit?: number;
                /** @description Where a page goes on, as the one before it answered. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: number;
                            /** Format: date-time */
                            at: string;
                            /** @description Who did it. */
                            login: string;
                            /** @enum {unknown} */
                            action: "user-added" | "user-changed" | "user-removed" | "password-changed" | "second-factor-on" | "second-factor-off" | "key-made" | "key-removed" | "source-added" | "source-changed" | "source-paused" | "source-resumed" | "source-removed" | "directory-imported" | "directory-synced" | "rates-imported" | "tariffs-imported" | "run-published" | "run-cancelled" | "month-closed" | "work-dismissed" | "work-reopened";
                            /** @description What was changed, by its own name. */
                            subject: string;
                            detail: string;
                        }[];
                        /** @description Asks for the next page; null on the last. */
                        cursor: string | null;
                    };
                };
            };
        };
    };
    readFirstRun: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether anybody has described the PBX. */
                        directory: boolean;
                        sources: number;
                        /** @description Whether a rate deck was ever imported. */
                        rates: boolean;
                        /** @description Whether a call has ever landed. */
                        calls: boolean;
                        /** @description Files of the sample PBX that this server has. */
                        samples: string[];
                    };
                };
            };
        };
    };
    readSample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: "directory.json" | "uk-deck.csv" | "Custom.csv" | "queue_log";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    importAsteriskCdrs: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
                /** @description zone in which the file tells times (default: told from its uniqueids) */
                zone?: string;
                /** @description true takes a zone that the uniqueids contradict */
                zoneAnyway?: string;
                /** @description names of the columns, with commas, where no line of the file names them */
                columns?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description Bytes of a last line that is still being written. */
                        unfinished: number;
                        /** @description Lines that are well formed and concern no call. */
                        ignored: number;
                        notes: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    importAsteriskQueueLog: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
                /** @description zone in which the file tells times, UTC or Europe/London (default: the PBX's, as its directory says) */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description Bytes of a last line that is still being written. */
                        unfinished: number;
                        /** @description Lines that are well formed and concern no call. */
                        ignored: number;
                        notes: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    importAsteriskCel: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
                /** @description zone in which the file tells times, UTC or Europe/London (default: the PBX's, as its directory says) */
                zone?: string;
                /** @description names of the columns, with commas, where no line of the file names them */
                columns?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description Bytes of a last line that is still being written. */
                        unfinished: number;
                        /** @description Lines that are well formed and concern no call. */
                        ignored: number;
                        notes: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    importFreeswitchCsv: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
                /** @description zone in which the file tells times, UTC or Europe/London (default: the PBX's, as its directory says) */
                zone?: string;
                /** @description the template of cdr_csv.conf.xml by which the file was written, where it is not a stock one */
                template?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description Bytes of a last line that is still being written. */
                        unfinished: number;
                        /** @description Lines that are well formed and concern no call. */
                        ignored: number;
                        notes: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    importFreeswitchJson: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
                /** @description zone in which the file tells times, UTC or Europe/London (default: the PBX's, as its directory says) */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description Bytes of a last line that is still being written. */
                        unfinished: number;
                        /** @description Lines that are well formed and concern no call. */
                        ignored: number;
                        notes: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    importFreeswitchXml: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
                /** @description zone in which the file tells times, UTC or Europe/London (default: the PBX's, as its directory says) */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description Bytes of a last line that is still being written. */
                        unfinished: number;
                        /** @description Lines that are well formed and concern no call. */
                        ignored: number;
                        notes: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    importFreepbxCsv: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
                /** @description zone in which the file tells times, UTC or Europe/London (default: the PBX's, as its directory says) */
                zone?: string;
                /** @description names of the columns, with commas, where no line of the file names them */
                columns?: string;
                /** @description whether the day or the month comes first in dates such as 03/04/2026: dmy (default) or mdy */
                dates?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description Bytes of a last line that is still being written. */
                        unfinished: number;
                        /** @description Lines that are well formed and concern no call. */
                        ignored: number;
                        notes: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    importCucm: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description Bytes of a last line that is still being written. */
                        unfinished: number;
                        /** @description Lines that are well formed and concern no call. */
                        ignored: number;
                        notes: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    import3cx: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
                /** @description zone in which the file tells times, UTC or Europe/London (default: the PBX's, as its directory says) */
                zone?: string;
                /** @description names of the columns, with commas, where no line of the file names them */
                columns?: string;
                /** @description whether the day or the month comes first in dates such as 03/04/2026: dmy (default) or mdy */
                dates?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description Bytes of a last line that is still being written. */
                        unfinished: number;
                        /** @description Lines that are well formed and concern no call. */
                        ignored: number;
                        notes: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    importSmdrAvaya: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
                /** @description zone in which the file tells times, UTC or Europe/London (default: the PBX's, as its directory says) */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description Bytes of a last line that is still being written. */
                        unfinished: number;
                        /** @description Lines that are well formed and concern no call. */
                        ignored: number;
                        notes: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    importSmdrMitel: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
                /** @description zone in which the file tells times, UTC or Europe/London (default: the PBX's, as its directory says) */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description Bytes of a last line that is still being written. */
                        unfinished: number;
                        /** @description Lines that are well formed and concern no call. */
                        ignored: number;
                        notes: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    importSmdrPanasonic: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
                /** @description zone in which the file tells times, UTC or Europe/London (default: the PBX's, as its directory says) */
                zone?: string;
                /** @description whether the day or the month comes first in dates such as 03/04/2026: dmy (default) or mdy */
                dates?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description Bytes of a last line that is still being written. */
                        unfinished: number;
                        /** @description Lines that are well formed and concern no call. */
                        ignored: number;
                        notes: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    importMapping: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
                /** @description zone in which the file tells times, UTC or Europe/London (default: the PBX's, as its directory says) */
                zone?: string;
                /** @description JSON that says how the file is to be read: see docs/file-formats.md */
                mapping?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description Bytes of a last line that is still being written. */
                        unfinished: number;
                        /** @description Lines that are well formed and concern no call. */
                        ignored: number;
                        notes: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    importCdrJson: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description Bytes of a last line that is still being written. */
                        unfinished: number;
                        /** @description Lines that are well formed and concern no call. */
                        ignored: number;
                        notes: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    importCdrCsv: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description Bytes of a last line that is still being written. */
                        unfinished: number;
                        /** @description Lines that are well formed and concern no call. */
                        ignored: number;
                        notes: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    tryFile: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
                /** @description zone in which the file tells times, UTC or Europe/London (default: the PBX's, as its directory says) */
                zone?: string;
                /** @description names of the columns, with commas, where no line of the file names them */
                columns?: string;
                /** @description the template of cdr_csv.conf.xml by which the file was written, where it is not a stock one */
                template?: string;
                /** @description whether the day or the month comes first in dates such as 03/04/2026: dmy (default) or mdy */
                dates?: string;
                /** @description JSON that says how the file is to be read: see docs/file-formats.md */
                mapping?: string;
            };
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        records: {
                            line: number;
                            /** @description Counted from 1. */
                            call: number;
                            start: string;
                            src: string;
                            dst: string;
                            channel: string;
                            dstchannel: string;
                            duration: number;
                            billsec: number;
                            disposition: string;
                        }[];
                        legs: {
                            call: number;
                            direction: string;
                            company: string;
                            /** @description Of an outbound leg the device, of an inbound one the extension. */
                            party: string;
                            name: string;
                            other: string;
                            detail: string;
                            ringSeconds: number;
                            billsec: number;
                            trunk: string;
                        }[];
                        rejects: {
                            line: number;
                            reason: string;
                            message: string;
                            raw: string;
                        }[];
                        notes: string[];
                    };
                };
            };
        };
    };
    postCdrs: {
        parameters: {
            query?: {
                /** @description What the records are said to come from; the kind of file. */
                source?: string;
            };
            header?: {
                /** @description The same body under the same key is answered as it was. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description The first hundred. */
                        rejects: {
                            line: number;
                            reason: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    postFreeswitchCdr: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file, gzipped or not. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicate: number;
                        rejected: number;
                        /** @description The first hundred. */
                        rejects: {
                            line: number;
                            reason: string;
                            message: string;
                        }[];
                    };
                };
            };
        };
    };
    importDirectory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description As docs/directory.schema.json describes it. */
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description JSON lines: {"progress":{"done","total"}} as it goes, and at the end {"result"} or {"problem"}. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
        };
    };
    syncDirectory: {
        parameters: {
            query?: {
                source?: string;
                company?: string;
                since?: string;
                names?: boolean;
                anyway?: boolean;
                dryRun?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What was found, as docs/directory-sync.md describes it. */
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description JSON lines: {"progress":{"done","total"}} as it goes, and at the end {"result"} or {"problem"}. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
        };
    };
    listRates: {
        parameters: {
            query?: {
                /** @description As it was then; the current one. */
                revision?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        revision: number;
                        versions: {
                            deck: string;
                            /** Format: date */
                            from: string;
                            to: string | null;
                            currency: string;
                            direction: string;
                            crossing: string;
                            /** @description Null is the PBX's own. */
                            zone: string | null;
                            bands: string[];
                            holidays: number;
                            rates: number;
                        }[];
                        revisions: {
                            revision: number;
                            /** Format: date-time */
                            madeAt: string;
                            change: string;
                        }[];
                    };
                };
            };
        };
    };
    importDeck: {
        parameters: {
            query: {
                deck: string;
                from: string;
                currency: string;
                to?: string;
                direction?: string;
                crossing?: string;
                zone?: string;
                /** @description Tells what would change, and changes nothing. */
                dryRun?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file's text. */
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dryRun: boolean;
                        /** @description The one it made; the one before where it changed nothing. */
                        revision: number;
                        rates: number;
                        /** @description First day of the version it is compared with. */
                        against: string | null;
                        added: number;
                        removed: number;
                        unchanged: number;
                        changed: number;
                        dearer: number;
                        cheaper: number;
                        otherwise: number;
                        largest: {
                            prefix: string;
                            band: string;
                            destination: string;
                            /** @description perMinute, connectCharge, minimumCharge. */
                            price: string;
                            before: string;
                            after: string;
                        }[];
                        /** @description At most twenty; none in a first version. */
                        firstAdded: {
                            prefix: string;
                            band: string;
                            destination: string;
                            perMinute: string;
                        }[];
                        /** @description At most twenty; none in a first version. */
                        firstRemoved: {
                            prefix: string;
                            band: string;
                            destination: string;
                            perMinute: string;
                        }[];
                        terms: string[];
                        gaps: string[];
                        jumps: number;
                        largestJumps: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    exportDeck: {
        parameters: {
            query: {
                deck: string;
                from?: string;
                /** @description As it was then; the current one. */
                revision?: number;
                part?: "rates" | "bands" | "holidays";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description CSV */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    compareDecks: {
        parameters: {
            query: {
                deck: string;
                /** @description The version that begins last. */
                from?: string;
                /** @description The same. */
                withDeck?: string;
                /** @description The version that begins last. */
                withFrom?: string;
                /** @description As it was then; the current one. */
                revision?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deck: string;
                        /** Format: date */
                        from: string;
                        withDeck: string;
                        rates: number;
                        /** @description First day of the version it is compared with. */
                        against: string | null;
                        added: number;
                        removed: number;
                        unchanged: number;
                        changed: number;
                        dearer: number;
                        cheaper: number;
                        otherwise: number;
                        largest: {
                            prefix: string;
                            band: string;
                            destination: string;
                            /** @description perMinute, connectCharge, minimumCharge. */
                            price: string;
                            before: string;
                            after: string;
                        }[];
                        /** @description At most twenty; none in a first version. */
                        firstAdded: {
                            prefix: string;
                            band: string;
                            destination: string;
                            perMinute: string;
                        }[];
                        /** @description At most twenty; none in a first version. */
                        firstRemoved: {
                            prefix: string;
                            band: string;
                            destination: string;
                            perMinute: string;
                        }[];
                        terms: string[];
                        gaps: string[];
                        jumps: number;
                        largestJumps: string[];
                    };
                };
            };
        };
    };
    listPrefixRates: {
        parameters: {
            query: {
                deck: string;
                /** @description The version that begins last. */
                from?: string;
                /** @description What a prefix begins with, or what the name of its destination has in it. */
                search?: string;
                /** @description As it was then; the current one. */
                revision?: number;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deck: string;
                        /** Format: date */
                        from: string;
                        currency: string;
                        /** @description Names of the time bands that the version has. */
                        bands: string[];
                        revision: number;
                        items: {
                            prefix: string;
                            destination?: string;
                            numberType?: string;
                            rows: {
                                band?: string;
                                afterSeconds?: string;
                                connectCharge?: string;
                                perMinute?: string;
                                firstIncrement?: string;
                                nextIncrement?: string;
                                minimumCharge?: string;
                                freeSeconds?: string;
                            }[];
                        }[];
                        /** @description Asks for the next page; null on the last. */
                        cursor: string | null;
                    };
                };
            };
        };
    };
    editPrefixRates: {
        parameters: {
            query?: {
                /** @description Tells what would change, and changes nothing. */
                dryRun?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    deck: string;
                    /** Format: date */
                    from: string;
                    /** @description At which the rates were seen: what was changed since is refused. */
                    revision: number;
                    /** @description Each takes the place of all rates of its prefix; one without rows takes them away. */
                    prefixes: {
                        prefix: string;
                        destination?: string;
                        numberType?: string;
                        rows: {
                            band?: string;
                            afterSeconds?: string;
                            connectCharge?: string;
                            perMinute?: string;
                            firstIncrement?: string;
                            nextIncrement?: string;
                            minimumCharge?: string;
                            freeSeconds?: string;
                        }[];
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dryRun: boolean;
                        /** @description The one it made; the one before where it changed nothing. */
                        revision: number;
                        rates: number;
                        /** @description First day of the version it is compared with. */
                        against: string | null;
                        added: number;
                        removed: number;
                        unchanged: number;
                        changed: number;
                        dearer: number;
                        cheaper: number;
                        otherwise: number;
                        largest: {
                            prefix: string;
                            band: string;
                            destination: string;
                            /** @description perMinute, connectCharge, minimumCharge. */
                            price: string;
                            before: string;
                            after: string;
                        }[];
                        /** @description At most twenty; none in a first version. */
                        firstAdded: {
                            prefix: string;
                            band: string;
                            destination: string;
                            perMinute: string;
                        }[];
                        /** @description At most twenty; none in a first version. */
                        firstRemoved: {
                            prefix: string;
                            band: string;
                            destination: string;
                            perMinute: string;
                        }[];
                        terms: string[];
                        gaps: string[];
                        jumps: number;
                        largestJumps: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    importForeignDecks: {
        parameters: {
            query: {
                format: string;
                currency: string;
                deck?: string;
                from?: string;
                columns?: string;
                decimal?: string;
                dates?: string;
                unit?: string;
                increments?: string;
                times?: string;
                countryCode?: string;
                prices?: string;
                ignore?: string;
                /** @description Adds the tariffs that the files state, or lays what they state over tariffs of the same names. */
                tariffs?: boolean;
                /** @description Tells what would change, and changes nothing. */
                dryRun?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    files: {
                        name: string;
                        text: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decks: {
                            deck: string;
                            /** Format: date */
                            from: string;
                            dryRun: boolean;
                            /** @description The one it made; the one before where it changed nothing. */
                            revision: number;
                            rates: number;
                            /** @description First day of the version it is compared with. */
                            against: string | null;
                            added: number;
                            removed: number;
                            unchanged: number;
                            changed: number;
                            dearer: number;
                            cheaper: number;
                            otherwise: number;
                            largest: {
                                prefix: string;
                                band: string;
                                destination: string;
                                /** @description perMinute, connectCharge, minimumCharge. */
                                price: string;
                                before: string;
                                after: string;
                            }[];
                            /** @description At most twenty; none in a first version. */
                            firstAdded: {
                                prefix: string;
                                band: string;
                                destination: string;
                                perMinute: string;
                            }[];
                            /** @description At most twenty; none in a first version. */
                            firstRemoved: {
                                prefix: string;
                                band: string;
                                destination: string;
                                perMinute: string;
                            }[];
                            terms: string[];
                            gaps: string[];
                            jumps: number;
                            largestJumps: string[];
                            warnings: string[];
                        }[];
                        /** @description What the files say of tariffs. */
                        tariffs: {
                            name: string;
                            currency: string;
                            decks?: string[];
                            inboundDecks?: string[];
                            adjustments?: {
                                numberTypes?: string[];
                                destinations?: string[];
                                percent: string;
                            }[];
                            allowances?: {
                                name: string;
                                numberTypes?: string[];
                                destinations?: string[];
                                minutes?: number;
                                calls?: number;
                                /** @enum {unknown} */
                                per: "month" | "day";
                            }[];
                            minimumPerCall?: string;
                            capPerCall?: string;
                            rounding?: {
                                /** @enum {unknown} */
                                mode: "half-up" | "half-even" | "up" | "down";
                                decimals: number;
                                /** @enum {unknown} */
                                per: "call" | "period";
                            };
                            taxPercent?: string;
                            rentals?: {
                                name: string;
                                /** @enum {unknown} */
                                per: "company" | "device";
                                monthly: string;
                            }[];
                        }[];
                        tariffsImport?: {
                            dryRun: boolean;
                            revision: number;
                            added: string[];
                            changed: string[];
                            removed: string[];
                            unchanged: string[];
                            begun: string[];
                            ended: string[];
                            warnings: string[];
                        };
                        notes: string[];
                    };
                };
            };
        };
    };
    readTariffs: {
        parameters: {
            query?: {
                /** @description As it was then; the current one. */
                revision?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A tariffs.json, as docs/tariffs.schema.json describes it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tariffs: {
                            name: string;
                            currency: string;
                            decks?: string[];
                            inboundDecks?: string[];
                            adjustments?: {
                                numberTypes?: string[];
                                destinations?: string[];
                                percent: string;
                            }[];
                            allowances?: {
                                name: string;
                                numberTypes?: string[];
                                destinations?: string[];
                                minutes?: number;
                                calls?: number;
                                /** @enum {unknown} */
                                per: "month" | "day";
                            }[];
                            minimumPerCall?: string;
                            capPerCall?: string;
                            rounding?: {
                                /** @enum {unknown} */
                                mode: "half-up" | "half-even" | "up" | "down";
                                decimals: number;
                                /** @enum {unknown} */
                                per: "call" | "period";
                            };
                            taxPercent?: string;
                            rentals?: {
                                name: string;
                                /** @enum {unknown} */
                                per: "company" | "device";
                                monthly: string;
                            }[];
                        }[];
                        companies: {
                            company: string;
                            tariff: string;
                            from: string | null;
                            to: string | null;
                        }[];
                        trunks: {
                            trunk: string;
                            deck: string;
                            from: string | null;
                            to: string | null;
                        }[];
                    };
                };
            };
        };
    };
    importTariffs: {
        parameters: {
            query?: {
                /** @description Tells what would change, and changes nothing. */
                dryRun?: boolean;
                /** @description Whose tariffs these were, before they were changed: refused where others are in force by now. */
                revision?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A tariffs.json. */
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dryRun: boolean;
                        revision: number;
                        added: string[];
                        changed: string[];
                        removed: string[];
                        unchanged: string[];
                        begun: string[];
                        ended: string[];
                        warnings: string[];
                    };
                };
            };
        };
    };
    checkCarrierBill: {
        parameters: {
            query: {
                trunk: string;
                from: string;
                to: string;
                zone?: string;
                window?: string;
                tolerance?: string;
                columns?: string;
                mapping?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file's text. */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
}
