run_as_root = true
daemonize = false
pidfile = "@directory@/prosody.pid"
data_path = "@directory@/data"
storage = "internal"
authentication = "@authentication@"
network_backend = "epoll"
network_settings = { tcp_backlog = 4096 }
gc = { mode = "generational" }
log = { warn = "@directory@/prosody.log" }
modules_enabled = { "bosh"; "disco"; "ping"; "posix"; "roster"; "saslauth"; "smacks"; "tls"; "version"; "websocket" }
modules_disabled = { "offline"; "s2s" }
allow_unencrypted_plain_auth = true
c2s_require_encryption = false
c2s_timeout = 300
interfaces = { "127.0.0.1" }
c2s_ports = { @c2s@ }
c2s_direct_tls_ports = { @tls@ }
http_interfaces = { "127.0.0.1" }
http_ports = { @http@ }
https_ports = { }
consider_bosh_secure = true
consider_websocket_secure = true
bosh_max_inactivity = 60
bosh_max_wait = 120
ssl = { certificate = "@directory@/localhost.pem"; key = "@directory@/localhost.pem" }
VirtualHost "localhost"
  http_host = "localhost"
