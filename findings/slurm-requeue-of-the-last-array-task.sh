#!/usr/bin/env bash
# Slurm 22.05.8 (Debian 12): SLURM_JOB_ID of the last task of an array is the number of the whole array. So `scontrol requeue "$SLURM_JOB_ID"`,
# said by that task of itself, queues every task again, also those that have ended well: three tasks wait where one should. A task is
# named by ${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}.
#
# Needs root, Debian 12's package archive and a shell; everything is in a temporary folder, which is removed. Ends with 1 if it has changed.
set -euo pipefail

version=22.05.8-4+deb12u3
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
cd "$folder"

chmod a+rwx .
apt-get download slurmctld="$version" slurmd="$version" slurm-client="$version" slurm-wlm-basic-plugins="$version" munge libmunge2 libhwloc15 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
libraries=$folder/usr/lib/$(uname -m)-linux-gnu
export PATH=$folder/usr/sbin:$folder/usr/bin:$PATH LD_LIBRARY_PATH=$libraries:$libraries/slurm-wlm SLURM_CONF=$folder/slurm.conf

mkdir -m 700 munge state
head -c 128 /dev/urandom > munge/key
chmod 400 munge/key
munged --foreground --force --key-file="$folder/munge/key" --socket="$folder/munge/socket" --pid-file="$folder/munge/pid" \
  --log-file="$folder/munge/log" --seed-file="$folder/munge/seed" 2>munge.out &
cat > slurm.conf <<CONF
ClusterName=finding
SlurmctldHost=$(uname -n)(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
CredType=cred/munge
PluginDir=$libraries/slurm-wlm
SlurmctldPort=27817
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SwitchType=switch/none
JobAcctGatherType=jobacct_gather/none
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1
NodeName=$(uname -n) NodeAddr=127.0.0.1 Port=27818 CPUs=1
PartitionName=main Nodes=ALL Default=YES
CONF
cat > job.sh <<'JOB'
#!/bin/sh
#SBATCH --array=1-3%1
#SBATCH --requeue
#SBATCH --open-mode=append
echo "task $SLURM_ARRAY_TASK_ID of the array $SLURM_ARRAY_JOB_ID is job $SLURM_JOB_ID"
[ "$SLURM_ARRAY_TASK_ID" != 3 ] || scontrol requeue "$SLURM_JOB_ID"
JOB
while [ ! -S munge/socket ]; do sleep 0.1; done
slurmctld -D -i >slurmctld.out 2>&1 &
slurmd -D -d "$folder/usr/sbin/slurmstepd-wlm" >slurmd.out 2>&1 &
until [ "$(sinfo -h -o %T 2>/dev/null)" = idle ]; do sleep 0.2; done

sinfo --version
sbatch --output="$folder/log" job.sh
until grep -q 'task 3' log 2>/dev/null && [ "$(squeue -h -t RUNNING,COMPLETING | wc -l)" = 0 ]; do sleep 0.2; done
cat log
echo '--- waiting now:'
waiting=$(squeue -h -r -t PENDING -o '%i %r' | sort)
echo "$waiting"

grep -q 'task 3 of the array 1 is job 1' log
[ "$(wc -l <<< "$waiting")" = 3 ]
