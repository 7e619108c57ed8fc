# Writers that the shell has none for. Every call is checked, close() too; the errno is the last thing that is printed.
#   slow SOURCE TARGET RATE BYTES     so many bytes of SOURCE at RATE bytes a second, in ten writes a second
#   holes TARGET                      writes, seeks ahead, writes: most of the file is a hole
#   fsync SOURCE TARGET FIRST MORE    FIRST bytes, fsync, MORE bytes
#   read-back SOURCE TARGET MORE      all of SOURCE, reads it back through the server, appends MORE bytes of SOURCE
#   append TARGET TEXT | middle TARGET OFFSET TEXT | truncate TARGET LENGTH | rename FROM TO
use strict;
use warnings;
use Fcntl qw(O_WRONLY O_RDONLY O_CREAT O_APPEND SEEK_SET);
use IO::Handle;
use Time::HiRes qw(sleep time);

sub must { my ($held, $what) = @_; $held or die "$what: $!\n"; return $held; }

sub open_file {
    my ($name, $flags) = @_;
    must(sysopen(my $file, $name, $flags, 0644), "open $name");
    return $file;
}

sub put {
    my ($file, $bytes) = @_;
    for (my $at = 0; $at < length $bytes;) {
        my $count = syswrite $file, $bytes, length($bytes) - $at, $at;
        must(defined $count, 'write');
        $at += $count;
    }
}

sub copy {
    my ($from, $to, $count) = @_;
    while ($count > 0) {
        my $got = sysread $from, my $bytes, $count < 1 << 20 ? $count : 1 << 20;
        must($got, 'the source is too short');
        put($to, $bytes);
        $count -= $got;
    }
}

sub same {
    my ($source, $name) = @_;
    my ($want, $have) = (open_file($source, O_RDONLY), open_file($name, O_RDONLY));
    while (1) {
        must(defined sysread($want, my $a, 1 << 20), 'read the source');
        must(defined sysread($have, my $b, 1 << 20), "read $name");
        $a eq $b or die "what is read back differs\n";
        return if $a eq '';
    }
}

sub forget_pages {
    my $caches = open_file('/proc/sys/vm/drop_caches', O_WRONLY);
    put($caches, "3\n");
}

my %ways = (
    slow => sub {
        my ($source, $name, $rate, $left) = @_;
        my ($from, $to) = (open_file($source, O_RDONLY), open_file($name, O_WRONLY | O_CREAT));
        my $next = time;
        while ($left > 0) {
            my $step = $rate / 10 < $left ? int($rate / 10) : $left;
            copy($from, $to, $step);
            $left -= $step;
            $next += 0.1;
            my $left_to_wait = $next - time;
            sleep($left_to_wait) if $left_to_wait > 0;
        }
        must(close $to, 'close');
    },
    holes => sub {
        my $to = open_file($_[0], O_WRONLY | O_CREAT);
        for my $offset (0, 5_000_000, 8 << 20, (12 << 20) + 3, 17_000_000) {
            must(defined sysseek($to, $offset, SEEK_SET), 'seek');
            put($to, "here at $offset ");
        }
        must(close $to, 'close');
    },
    fsync => sub {
        my ($source, $name, $first, $more) = @_;
        my ($from, $to) = (open_file($source, O_RDONLY), open_file($name, O_WRONLY | O_CREAT));
        copy($from, $to, $first);
        must($to->sync, 'fsync');
        copy($from, $to, $more);
        must(close $to, 'close');
    },
    'read-back' => sub {
        my ($source, $name, $more) = @_;
        my ($from, $to) = (open_file($source, O_RDONLY), open_file($name, O_WRONLY | O_CREAT));
        copy($from, $to, -s $source);
        must($to->sync, 'fsync');
        forget_pages();
        same($source, $name);
        must(defined sysseek($from, 0, SEEK_SET), 'seek');
        copy($from, $to, $more);
        must(close $to, 'close');
    },
    append => sub {
        my $to = open_file($_[0], O_WRONLY | O_APPEND);
        put($to, $_[1]);
        must(close $to, 'close');
    },
    middle => sub {
        my $to = open_file($_[0], O_WRONLY);
        must(defined sysseek($to, $_[1], SEEK_SET), 'seek');
        put($to, $_[2]);
        must(close $to, 'close');
    },
    truncate => sub { must(truncate($_[0], $_[1]), 'truncate') },
    rename => sub { must(rename($_[0], $_[1]), 'rename') },
);
my $way = shift @ARGV;
$ways{$way}->(@ARGV);
