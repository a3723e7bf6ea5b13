# What Varnish (7.0 or later) needs to hear of purges: include it in your VCL, and name it in
# NEWSROOM_PURGE_URLS=varnish://10.0.0.2:80. Varnish keeps a page for as long as the paper says (s-maxage).
import std;

# The machines where the paper's task workers run.
acl newsroom {
    "127.0.0.1";
}

sub vcl_recv {
    if (req.method == "BAN") {
        if (client.ip !~ newsroom || !req.http.X-Ban-Tags) {
            return (synth(403));
        }
        if (!std.ban("obj.http.Surrogate-Key ~ " + req.http.X-Ban-Tags)) {
            return (synth(400, std.ban_error()));
        }
        return (synth(200));
    }
    # Whoever is signed in, or brings any cookie, is answered by the paper.
    if (req.http.Cookie) {
        return (pass);
    }
}

sub vcl_backend_response {
    # No copy outlives its moment, not even while a new one is fetched.
    set beresp.grace = 0s;
}
